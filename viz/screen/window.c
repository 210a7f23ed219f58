/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/window.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/picture.h"

/* A run plays through in about this time, whatever its length. */
#define PLAY_S 20.0

/* ---------------------------------------------------------------- intentions */

struct wish window_key(SDL_Keycode key, unsigned modifiers)
{
    const bool has_shift = (modifiers & (unsigned)KMOD_SHIFT) != 0;
    const long step = has_shift ? 10 : 1;

    if (key >= SDLK_1 && key <= SDLK_8) {
        return (struct wish){INTENT_LAYER, key - SDLK_1};
    }
    switch (key) {
    case SDLK_q:
        return (struct wish){INTENT_QUIT, 0};
    case SDLK_SPACE:
        return (struct wish){INTENT_PLAY, 0};
    case SDLK_LEFT:
        return (struct wish){INTENT_STEP, -step};
    case SDLK_RIGHT:
        return (struct wish){INTENT_STEP, step};
    case SDLK_HOME:
        return (struct wish){INTENT_FIRST, 0};
    case SDLK_END:
        return (struct wish){INTENT_LAST, 0};
    case SDLK_w:
        return (struct wish){INTENT_WORST_TIME, 0};
    case SDLK_n:
        return (struct wish){has_shift ? INTENT_LAST_RACK : INTENT_NEXT_RACK, 0};
    case SDLK_ESCAPE:
        return (struct wish){INTENT_RELEASE, 0};
    case SDLK_u:
        return (struct wish){INTENT_UNITS, 0};
    case SDLK_p:
        return (struct wish){INTENT_PICTURE, 0};
    case SDLK_f:
        return (struct wish){INTENT_FIT, 0};
    case SDLK_h:
    case SDLK_F1:
        return (struct wish){INTENT_HELP, 0};
    default:
        return (struct wish){INTENT_NONE, 0};
    }
}

/* How many racks are worse than this one; equals count by their place. */
static size_t rank_of(const struct scene *s, size_t rack)
{
    size_t rank = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        const double a = s->layer->low_is_bad ? -s->values[i] : s->values[i];
        const double b = s->layer->low_is_bad ? -s->values[rack] : s->values[rack];
        rank += a > b || (a == b && i < rack);
    }
    return rank;
}

static void select_by_rank(const struct scene *s, struct look *look, long step)
{
    const long n = (long)s->n_racks;
    const long from = look->selected >= 0 ? (long)rank_of(s, (size_t)look->selected) + step : 0;
    const size_t wanted = (size_t)((from + n) % n);

    for (size_t i = 0; i < s->n_racks; i++) {
        if (!isnan(s->values[i]) && rank_of(s, i) == wanted) {
            look->selected = (long)i;
            return;
        }
    }
}

static void move_time(struct scene *s, long by)
{
    const long last = (long)results_n_times(s->results) - 1;
    const long to = (long)s->time_index + by;

    scene_set_time(s, (size_t)(to < 0 ? 0 : to > last ? last : to));
}

void window_apply(struct scene *s, struct look *look, struct wish wish)
{
    const struct layer *layer = NULL;

    switch (wish.intent) {
    case INTENT_PLAY:
        look->is_playing = !look->is_playing && results_n_times(s->results) > 1;
        break;
    case INTENT_STEP:
        move_time(s, wish.amount);
        break;
    case INTENT_FIRST:
        scene_set_time(s, 0);
        break;
    case INTENT_LAST:
        scene_set_time(s, results_n_times(s->results) - 1);
        break;
    case INTENT_WORST_TIME:
        scene_set_time(s, scene_worst_time(s));
        break;
    case INTENT_LAYER:
        layer = layer_at((size_t)wish.amount);
        if (layer != NULL) {
            (void)scene_set_layer(s, layer); /* one that the file does not hold changes nothing */
        }
        break;
    case INTENT_NEXT_RACK:
        select_by_rank(s, look, 1);
        break;
    case INTENT_LAST_RACK:
        select_by_rank(s, look, -1);
        break;
    case INTENT_RELEASE:
        look->selected = -1;
        look->has_help = false;
        break;
    case INTENT_UNITS:
        s->units = s->units == UNITS_SI ? UNITS_US : UNITS_SI;
        break;
    case INTENT_FIT:
        look->zoom = 1.0;
        look->pan_x = 0.0;
        look->pan_y = 0.0;
        break;
    case INTENT_HELP:
        look->has_help = !look->has_help;
        break;
    default:
        break;
    }
}

/* -------------------------------------------------------------------- window */

struct window {
    SDL_Window *sdl;
    SDL_Renderer *renderer;
    struct pen pen;
    bool is_dirty;
    bool is_open;
    bool is_dragging;
    bool is_scrubbing;
    int n_pictures;
    double played_s;
};

static long rack_under(const struct scene *s, const struct look *look, const struct layout *at,
                       float x, float y)
{
    (void)look;
    if (x >= at->panel.x || y < at->plan.y || y >= at->plan.y + at->plan.h) {
        return -1;
    }
    return scene_rack_at(s, ((double)x - at->left) / at->pixels_per_m,
                         (at->base - (double)y) / at->pixels_per_m);
}

static void zoom_at(struct look *look, const struct layout *at, float x, float y, double factor)
{
    const double zoom = fmin(20.0, fmax(0.5, look->zoom * factor));
    const double real = zoom / look->zoom;
    const double middle_x = (double)(at->plan.x + at->plan.w / 2.0F);
    const double middle_y = (double)(at->plan.y + at->plan.h / 2.0F);

    /* The place under the pointer stays there. */
    look->pan_x = (double)x - middle_x - ((double)x - middle_x - look->pan_x) * real;
    look->pan_y = (double)y - middle_y - ((double)y - middle_y - look->pan_y) * real;
    look->zoom = zoom;
}

static void scrub(struct scene *s, const struct layout *at, float x)
{
    const double share = (double)((x - at->timeline.x - 16.0F) / (at->timeline.w - 32.0F));
    const double n = (double)results_n_times(s->results);

    scene_set_time(s, (size_t)fmin(n - 1.0, fmax(0.0, share * n)));
}

static void take_picture(struct window *w, const struct scene *s, const struct look *look)
{
    char path[64];

    (void)snprintf(path, sizeof path, "headroom-%03d.png", ++w->n_pictures);
    painter_draw(&w->pen, s, look);
    if (picture_write(w->renderer, (int)look->width, (int)look->height, path) == STATUS_OK) {
        (void)fprintf(stderr, "%s\n", path);
    } else {
        (void)fprintf(stderr, "headroom-view: cannot write %s\n", path);
    }
}

static void on_button(struct window *w, struct scene *s, struct look *look, const struct layout *at,
                      const SDL_MouseButtonEvent *e)
{
    const float x = (float)e->x;
    const float y = (float)e->y;

    w->is_scrubbing = at->timeline.h > 0.0F && y >= at->timeline.y && x < at->panel.x;
    w->is_dragging = !w->is_scrubbing && x < at->panel.x;
    if (w->is_scrubbing) {
        scrub(s, at, x);
    } else if (w->is_dragging) {
        look->selected = rack_under(s, look, at, x, y);
    }
}

static void on_motion(const struct window *w, struct scene *s, struct look *look,
                      const struct layout *at, const SDL_MouseMotionEvent *e)
{
    if (w->is_scrubbing) {
        scrub(s, at, (float)e->x);
    } else if (w->is_dragging) {
        look->pan_x += e->xrel;
        look->pan_y += e->yrel;
    }
    look->hovered = rack_under(s, look, at, (float)e->x, (float)e->y);
}

static void on_event(struct window *w, struct scene *s, struct look *look, const SDL_Event *e)
{
    const struct layout at = painter_layout(s, look, w->pen.scale);
    int x = 0;
    int y = 0;

    w->is_dirty = true;
    switch (e->type) {
    case SDL_QUIT:
        w->is_open = false;
        break;
    case SDL_KEYDOWN: {
        const struct wish wish = window_key(e->key.keysym.sym, e->key.keysym.mod);
        w->is_open = wish.intent != INTENT_QUIT;
        if (wish.intent == INTENT_PICTURE) {
            take_picture(w, s, look);
        }
        window_apply(s, look, wish);
        break;
    }
    case SDL_MOUSEWHEEL:
        (void)SDL_GetMouseState(&x, &y);
        zoom_at(look, &at, (float)x, (float)y, e->wheel.y > 0 ? 1.15 : 1.0 / 1.15);
        break;
    case SDL_MOUSEBUTTONDOWN:
        on_button(w, s, look, &at, &e->button);
        break;
    case SDL_MOUSEBUTTONUP:
        w->is_dragging = false;
        w->is_scrubbing = false;
        break;
    case SDL_MOUSEMOTION:
        on_motion(w, s, look, &at, &e->motion);
        break;
    default:
        break;
    }
}

static void play(struct window *w, struct scene *s, struct look *look, double passed_s)
{
    const double n = (double)results_n_times(s->results);

    w->played_s += passed_s;
    const double records = floor(w->played_s * n / PLAY_S);
    if (records >= 1.0) {
        w->played_s -= records * PLAY_S / n;
        if (s->time_index + 1 >= results_n_times(s->results)) {
            look->is_playing = false;
        } else {
            move_time(s, (long)records);
        }
        w->is_dirty = true;
    }
}

static void loop(struct window *w, struct scene *s, struct look *look)
{
    SDL_Event event;
    Uint32 before_ms = SDL_GetTicks();

    while (w->is_open) {
        /* Nothing changes, nothing is drawn: the loop sleeps until somebody does something. */
        const int wait_ms = look->is_playing ? 16 : 250;
        if (SDL_WaitEventTimeout(&event, wait_ms) != 0) {
            do {
                on_event(w, s, look, &event);
            } while (SDL_PollEvent(&event) != 0);
        }
        const Uint32 now_ms = SDL_GetTicks();
        if (look->is_playing) {
            play(w, s, look, (now_ms - before_ms) / 1e3);
        }
        before_ms = now_ms;
        if (w->is_dirty) {
            int width = 0;
            int height = 0;
            SDL_GetWindowSize(w->sdl, &width, &height);
            look->width = (float)width;
            look->height = (float)height;
            painter_draw(&w->pen, s, look);
            SDL_RenderPresent(w->renderer);
            w->is_dirty = false;
        }
    }
}

/* SDL falls back to drivers that show nothing; a window that nobody sees is no window. */
static bool has_display(void)
{
    const char *const driver = SDL_GetCurrentVideoDriver();

    return driver != NULL && strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
}

enum status window_run(struct scene *s, struct look *look, float scale)
{
    struct window w = {.is_open = true, .is_dirty = true};
    enum status st = STATUS_IO;

    if (SDL_Init(SDL_INIT_VIDEO) != 0 || !has_display()) {
        (void)fprintf(stderr, "headroom-view: no display here; use 'headroom plot'\n");
        SDL_Quit();
        return STATUS_IO;
    }
    w.sdl = SDL_CreateWindow(results_text(s->results, "title"), SDL_WINDOWPOS_CENTERED,
                             SDL_WINDOWPOS_CENTERED, (int)look->width, (int)look->height,
                             SDL_WINDOW_RESIZABLE);
    w.renderer = w.sdl != NULL ? SDL_CreateRenderer(w.sdl, -1, 0) : NULL;
    if (w.renderer == NULL) {
        (void)fprintf(stderr, "headroom-view: no window: %s\n", SDL_GetError());
    } else if (pen_open(w.renderer, scale, &w.pen) != STATUS_OK) {
        (void)fprintf(stderr, "headroom-view: no font found; set HEADROOM_FONT to a .ttf file\n");
    } else {
        loop(&w, s, look);
        pen_close(&w.pen);
        st = STATUS_OK;
    }
    SDL_DestroyRenderer(w.renderer);
    SDL_DestroyWindow(w.sdl);
    SDL_Quit();
    return st;
}
