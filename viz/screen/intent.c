/* intent.c - intentions change what is looked at.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "viz/events.h"
#include "viz/fixtures.h"
#include "viz/screen/find.h"
#include "viz/screen/turn.h"

/* How many racks are worse than this one, whose value is known; equals count by their place. */
static size_t rank_of(const struct scene *s, size_t rack)
{
    const double own = scene_badness(s, rack);
    size_t rank = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        const double badness = scene_badness(s, i);
        rank += badness > own || (badness == own && i < rack);
    }
    return rank;
}

static long count_known(const struct scene *s)
{
    long n = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        n += !isnan(s->values[i]);
    }
    return n;
}

static void select_by_rank(const struct scene *s, struct look *look, long step)
{
    const long n = count_known(s);
    const bool has_rank = look->selected >= 0 && !isnan(scene_badness(s, (size_t)look->selected));
    const long from = has_rank ? (long)rank_of(s, (size_t)look->selected) + step : 0;
    const size_t wanted = n > 0 ? (size_t)((from + n) % n) : 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        if (!isnan(s->values[i]) && rank_of(s, i) == wanted) {
            look->selected = (long)i;
            look->element = -1;
            return;
        }
    }
}

/* The next element that has a box or a chip: racks' own circuits have none. */
static void select_element(const struct scene *s, struct look *look, long step)
{
    const struct tree *const t = &s->fixtures->tree;
    const long n = (long)t->n;
    const long from = look->element >= 0 ? look->element : step > 0 ? -1 : 0;

    for (long k = 1; k <= n; k++) {
        const long node = (from + k * step + k * n + n) % n;
        if (!t->nodes[node].is_circuit) {
            look->element = node;
            look->selected = -1;
            return;
        }
    }
}

static void move_time(struct pair *pair, long by)
{
    const long last = (long)results_n_times(pair->own.results) - 1;
    const long to = (long)pair->own.time_index + by;

    pair_set_time(pair, (size_t)(to < 0 ? 0 : to > last ? last : to));
}

/* Kinds have no difference: where there is none the files stand side by side. */
static void mend_mode(const struct pair *pair, struct look *look)
{
    if (look->mode == LOOK_DIFFERENCE && !pair->has_difference) {
        look->mode = LOOK_BOTH;
    }
}

/* The next layer that the files hold. */
static void next_layer(struct pair *pair, long step)
{
    long n = 0;
    long from = 0;

    while (layer_at((size_t)n) != NULL) {
        from = layer_at((size_t)n) == pair->own.layer ? n : from;
        n++;
    }
    for (long k = 1; k < n; k++) {
        const struct layer *const layer = layer_at((size_t)((from + k * step + k * n) % n));
        if (pair_holds(pair, layer) && pair_set_layer(pair, layer)) {
            return;
        }
    }
}

/* Goes where the run is worst, or past a limit otherwise than before; as soon as that is known. */
static void jump(struct pair *pair, struct look *look, enum jump to)
{
    const struct scene *const s = painter_shown(pair, look);
    const bool is_worst = to == JUMP_WORST;
    const size_t record = is_worst ? scene_worst_time(s) : scene_next_crossing(s, to == JUMP_NEXT);
    const bool is_found = to == JUMP_NEXT ? record != s->time_index
                                          : to == JUMP_LAST && s->time_index <= s->n_scanned;

    if (scene_is_whole(s) || is_found) {
        pair_set_time(pair, record);
    } else {
        look->awaited = to;
    }
}

void window_settle(struct pair *pair, struct look *look)
{
    const enum jump to = look->awaited;

    look->awaited = JUMP_NONE;
    if (to != JUMP_NONE) {
        jump(pair, look, to);
    }
}

static bool is_of_time(enum intention intent)
{
    return intent >= INTENT_PLAY && intent <= INTENT_EVENT;
}

static void apply_to_time(struct pair *pair, struct look *look, struct wish wish)
{
    const struct scene *const s = painter_shown(pair, look);

    look->awaited = is_of_time(wish.intent) ? JUMP_NONE : look->awaited;
    switch (wish.intent) {
    case INTENT_STEP:
        move_time(pair, wish.amount);
        break;
    case INTENT_FIRST:
        pair_set_time(pair, 0);
        break;
    case INTENT_LAST:
        pair_set_time(pair, results_n_times(s->results) - 1);
        break;
    case INTENT_WORST_TIME:
        jump(pair, look, JUMP_WORST);
        break;
    case INTENT_CROSSING:
        jump(pair, look, wish.amount > 0 ? JUMP_NEXT : JUMP_LAST);
        break;
    case INTENT_EVENT:
        pair_set_time(pair, events_next(s->results, s->time_index, wish.amount > 0));
        break;
    case INTENT_PLAY:
        look->is_playing = !look->is_playing && results_n_times(s->results) > 1;
        break;
    case INTENT_SPEED:
        look->speed = fmin(16.0, fmax(1.0 / 16.0, look->speed * (wish.amount > 0 ? 2.0 : 0.5)));
        break;
    default:
        break;
    }
}

static void apply_to_look(struct pair *pair, struct look *look, struct wish wish)
{
    const struct layer *layer = NULL;

    switch (wish.intent) {
    case INTENT_LAYER:
        layer = layer_at((size_t)wish.amount);
        if (layer != NULL && layer != pair->own.layer) {
            (void)pair_set_layer(pair, layer); /* one that the file does not hold changes nothing */
        }
        break;
    case INTENT_NEXT_LAYER:
        next_layer(pair, wish.amount);
        break;
    case INTENT_DIAGRAM:
        look->view = look->view == VIEW_DIAGRAM ? VIEW_PLAN : VIEW_DIAGRAM;
        break;
    case INTENT_COMPARE:
        look->mode = pair->has_other ? (look->mode + 1) % LOOK_MODES : LOOK_ONE;
        look->mode = look->mode == LOOK_DIFFERENCE && !pair->has_difference ? LOOK_ONE : look->mode;
        break;
    case INTENT_UNITS:
        pair_set_units(pair, pair->own.units == UNITS_SI ? UNITS_US : UNITS_SI);
        break;
    case INTENT_HELP:
        look->has_help = !look->has_help;
        break;
    default:
        break;
    }
}

static void apply_to_racks(struct pair *pair, struct look *look, struct wish wish)
{
    struct choice *const choice = look->choice;

    switch (wish.intent) {
    case INTENT_NEXT_RACK:
        select_by_rank(painter_shown(pair, look), look, 1);
        break;
    case INTENT_LAST_RACK:
        select_by_rank(painter_shown(pair, look), look, -1);
        break;
    case INTENT_NEXT_ELEMENT:
        select_element(&pair->own, look, wish.amount);
        break;
    case INTENT_TOGGLE_RACK:
        if (look->selected >= 0) {
            choice_toggle(choice, pair, look->selected);
        }
        break;
    case INTENT_ADD_ROW:
        if (look->selected >= 0) {
            choice_add_row(choice, pair, look->selected);
        }
        break;
    case INTENT_ADD_ALL:
        choice_all(choice, pair);
        break;
    case INTENT_FIND:
        find_begin(look);
        break;
    case INTENT_RELEASE:
        look->selected = -1;
        look->element = -1;
        look->has_help = false;
        choice_none(choice, pair);
        break;
    default:
        break;
    }
}

/* What the pan is in pixels grows with the zoom: the middle of the plan stays where it is. */
static void zoom_by(struct look *look, double factor)
{
    const double zoom = fmin(LOOK_MOST_ZOOM, fmax(LOOK_LEAST_ZOOM, look->zoom * factor));

    look->pan_x *= zoom / look->zoom;
    look->pan_y *= zoom / look->zoom;
    look->zoom = zoom;
}

static void apply_to_place(struct look *look, struct wish wish)
{
    const double step = 0.1 * (double)look->height;

    switch (wish.intent) {
    case INTENT_ZOOM:
        zoom_by(look, wish.amount > 0 ? 1.25 : 1.0 / 1.25);
        break;
    case INTENT_PAN_X:
        look->pan_x += step * (double)wish.amount;
        break;
    case INTENT_PAN_Y:
        look->pan_y += step * (double)wish.amount;
        break;
    case INTENT_FIT:
        look->zoom = 1.0;
        look->pan_x = 0.0;
        look->pan_y = 0.0;
        break;
    default:
        break;
    }
}

/* An end of the colours by a twentieth of what they span; the ends keep as much between them. */
static void apply_to_range(struct pair *pair, const struct look *look, struct wish wish)
{
    const struct scene *const s = painter_shown(pair, look);
    const double step = (s->most - s->least) / 20.0;
    const double by = step * (double)wish.amount;

    switch (wish.intent) {
    case INTENT_RANGE_MOST:
        pair_set_range(pair, s == &pair->difference, s->against != NULL ? -s->most - by : s->least,
                       s->most + by);
        break;
    case INTENT_RANGE_LEAST:
        if (s->against == NULL) {
            pair_set_range(pair, false, s->least + by, s->most);
        }
        break;
    case INTENT_RANGE_RESET:
        pair_reset_range(pair);
        break;
    default:
        break;
    }
}

void window_apply(struct pair *pair, struct look *look, struct wish wish)
{
    apply_to_time(pair, look, wish);
    apply_to_look(pair, look, wish);
    apply_to_racks(pair, look, wish);
    turn_apply(pair, look, wish);
    apply_to_place(look, wish);
    apply_to_range(pair, look, wish);
    mend_mode(pair, look);
}
