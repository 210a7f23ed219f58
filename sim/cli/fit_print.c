/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/fit_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/term.h"
#include "sim/results/report_tables.h"

/* Where the words after the columns of a table begin. */
enum { COUNTS_WIDTH = 40, LADDER_WIDTH = 32 };

/* ----------------------------------------------------------------- pieces */

static void print_quantity(const struct fit_view *v, const char *unit, double value, int width)
{
    struct text number = {0};
    struct text cell = {0};

    if (isnan(value)) {
        text_add(&number, "-");
    } else {
        units_print(&number, unit, value, 4, v->units);
    }
    text_add_cell(&cell, number.at, width);
    (void)printf("%s", cell.at);
    text_release(&number);
    text_release(&cell);
}

static void print_count(double count, int width)
{
    if (isnan(count)) {
        (void)printf("%*s", width, "-");
    } else {
        (void)printf("%*.0f", width, count);
    }
}

/* The unit of a difference. */
static const char *margin_unit(const struct fit_bound *b)
{
    return strcmp(b->unit, "degC") == 0 ? "K" : b->unit;
}

/* Prints a phrase after what stands on the line, broken into lines that begin at that column. */
static void print_phrase(struct text *phrase, int column)
{
    struct text t = {0};

    lines_wrap(&t, phrase->at, column, column, LINES_WIDTH);
    (void)printf("%s\n", t.at);
    text_release(&t);
    text_release(phrase);
}

/* "crah-1: coil capacity, N-1, 64.43 of 64.19 kW": what binds, with one more; of a partner lost only
 * where not all of the table is about that. */
static void add_bound(struct text *t, const struct fit_view *v, const struct fit_bound *b,
                      bool says_n1)
{
    const struct report_pair pair = {.si = b->unit,
                                     .value = b->next_value,
                                     .limit = b->next_limit_value,
                                     .scale = b->next_limit_value};

    if (b->kind[0] == '\0') {
        text_add(t, "no place is left");
        return;
    }
    text_add(t, "%s: %s%s", b->subject, b->limit, says_n1 && b->is_n1 ? ", N-1" : "");
    if (!isnan(b->next_value)) {
        text_add(t, ", ");
        report_tables_of_limit(t, &pair, v->units);
    }
}

/* ------------------------------------------------------------------ parts */

static void print_binding(const struct fit_view *v)
{
    const struct fit_bound *const b = &v->answer->bounds[0];
    struct text t = {0};

    (void)printf("what binds:\n  ");
    add_bound(&t, v, b, true);
    if (b->kind[0] == '\0') {
        text_add(&t, ": all %.0f places are filled", v->answer->n_places);
    } else if (!isnan(b->next_margin)) {
        text_add(&t, ", with one more in %s", b->at);
    }
    print_phrase(&t, 2);
    if (b->kind[0] != '\0' && !isnan(b->next_margin)) {
        const double scale = strcmp(b->unit, "degC") == 0 ? 1.0 : b->next_limit_value;
        if (!isnan(b->margin)) {
            report_tables_quantity(&t, margin_unit(b), b->margin, scale, v->units);
            text_add(&t, b->was_passed ? " before it; passed before anything is added; "
                                       : " left before it; ");
        }
        report_tables_quantity(&t, margin_unit(b), -b->next_margin, scale, v->units);
        text_add(&t, " short with it");
        (void)printf("  ");
        print_phrase(&t, 2);
    }
}

static void print_verdict(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;

    if (isnan(a->count)) {
        (void)printf("VERDICT: NOT KNOWN - %s has no %s power\n", v->addition->name,
                     fit_load_text(a->load));
        return;
    }
    (void)printf("VERDICT: %s%.0f MORE FIT%s", fit_view_is_sure(a) ? "" : "AT MOST ", a->count,
                 fit_view_is_sure(a) ? "" : " as far as is known");
    if (!isnan(v->ask)) {
        (void)printf(", %.0f ASKED FOR", v->ask);
    }
    (void)printf("\n");
    print_binding(v);
}

static void print_design(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;
    static const char *const loads[FIT_LOADS] = {
        "every node at its nameplate",
        "every node at its highest measured power",
        "every node at the P95 of its load, all at once",
        "every node at its enforced cap",
        "every node as its workload has it, the mean of a day",
    };

    (void)printf("for      outdoor air ");
    for (size_t k = 0; k < v->n_airs; k++) {
        (void)printf("%s", k > 0 ? " and " : "");
        print_quantity(v, "degC", v->airs[k].dry_bulb_c, 0);
        (void)printf(" (wet bulb ");
        print_quantity(v, "degC", v->airs[k].wet_bulb_c, 0);
        (void)printf(")");
    }
    (void)printf("\n         %s",
                 v->is_own_air ? "as asked for" : "the hottest hour of the weather");
    if (v->margin_k != 0.0) {
        (void)printf(", and %.4g K on top", v->margin_k);
    }
    (void)printf("\n         %s\n         %s\n", loads[a->load],
                 a->service == FIT_N1 ? "with the worst partner of each redundant element lost"
                                      : "all in service");
}

static const struct fit_answer *find_other(const struct fit_view *v, enum fit_load load,
                                           enum fit_service service)
{
    for (size_t i = 0; i < v->n_others; i++) {
        if (v->others[i].load == load && v->others[i].service == service) {
            return &v->others[i];
        }
    }
    return NULL;
}

static void print_load(const struct fit_view *v, const struct fit_answer *normal,
                       const struct fit_answer *n1)
{
    const double own_w = isnan(fit_view_unit_w(n1)) ? fit_view_unit_w(normal) : fit_view_unit_w(n1);
    const bool is_asked = v->answer->load == n1->load && isnan(own_w);

    (void)printf("%-9s ", fit_load_text(n1->load));
    print_quantity(v, "W", is_asked ? fit_view_unit_w(v->answer) : own_w, 9);
    print_count(normal->count, 7);
    print_count(n1->count, 5);
    print_count(n1->n_rungs > 0 ? n1->most_a_rack : PARAM_UNKNOWN, 7);
    (void)printf("  ");
    struct text bound = {0};
    if (n1->n_rungs > 0) {
        add_bound(&bound, v, &n1->bounds[0], false);
    } else {
        text_add(&bound, "%s", n1->is_known ? "no steady state" : "its power is not known");
    }
    print_phrase(&bound, COUNTS_WIDTH);
}

/* Loads side by side; what binds is that with a partner lost. */
static void print_counts(const struct fit_view *v)
{
    if (v->n_others == 0) {
        return;
    }
    (void)printf("\n%-9s %9s%7s%5s%7s  %s\n", "How many", "each", "normal", "N-1", "a rack",
                 "what binds at N-1 with one more");
    for (int load = 0; load < FIT_LOADS; load++) {
        const struct fit_answer *const normal = find_other(v, (enum fit_load)load, FIT_NORMAL);
        const struct fit_answer *const n1 = find_other(v, (enum fit_load)load, FIT_N1);
        if (normal != NULL && n1 != NULL) {
            print_load(v, normal, n1);
        }
    }
}

static void print_bounds(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;

    if (a->n_bounds < 2) {
        return;
    }
    (void)printf("\n%-44s %6s %7s %20s\n", "What keeps places empty at the count", "racks",
                 "places", "lifted alone, more");
    for (int64_t k = 0; k < a->n_bounds; k++) {
        const struct fit_bound *const b = &a->bounds[k];
        struct text name = {0};
        struct text cell = {0};
        text_add(&name, "%s: %s", b->subject, b->limit);
        lines_label(&cell, name.at, 0, 44);
        (void)printf("%s %6.0f %7.0f ", cell.at, b->n_racks, b->n_units);
        print_count(b->gain, 20);
        (void)printf("\n");
        text_release(&name);
        text_release(&cell);
    }
}

static void print_ladder(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;

    if (a->n_rungs == 0) {
        return;
    }
    (void)printf("\n%-10s %9s %9s  %s\n", "The ladder", "IT", "utility",
                 "what binds with one more; lifted, the next line");
    for (int64_t k = 0; k < a->n_rungs; k++) {
        const struct fit_rung *const r = &a->rungs[k];
        print_count(r->count, 10);
        (void)printf(" ");
        print_quantity(v, "W", r->it_w, 9);
        (void)printf(" ");
        print_quantity(v, "W", r->utility_w, 9);
        (void)printf("  ");
        struct text bound = {0};
        add_bound(&bound, v, &r->bound, true);
        print_phrase(&bound, LADDER_WIDTH);
    }
    if (a->is_cut) {
        (void)printf("... and on: the ladder is told to %d rungs\n", FIT_RUNGS);
    }
}

static void print_shares(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;
    struct fit_share shares[FIT_SHARES];
    const size_t n = fit_shares(a, shares);

    if (n == 0) {
        (void)printf("\n");
        term_say("", 0,
                 "Nothing says what the hall is for (no it_limit, contract or utility "
                 "rating): what is stranded is not told.");
        return;
    }
    (void)printf("\n%s ",
                 a->whole_is_utility ? "Of the utilities' rating of" : "Of the hall's IT power of");
    print_quantity(v, "W", a->whole_w, 0);
    (void)printf("\n");
    for (size_t k = 0; k < n; k++) {
        const bool is_stranded = k > 1;
        (void)printf("  %-9s %-20s ", is_stranded ? "stranded" : "", shares[k].name);
        print_quantity(v, "W", shares[k].power_w, 10);
        (void)printf(" %5.1f %%\n", 100.0 * shares[k].power_w / a->whole_w);
    }
}

static void print_certain(const struct fit_view *v)
{
    const struct fit_answer *const a = v->certain;

    if (a == NULL || isnan(a->count)) {
        return;
    }
    if (a->n_bounds > 0) {
        term_say("  ", 4, "with every value as far off as its band: %.0f, by %s: %s", a->count,
                 a->bounds[0].subject, a->bounds[0].limit);
    } else {
        term_say("  ", 4, "with every value as far off as its band: %.0f", a->count);
    }
}

static void print_transient(const struct fit_view *v)
{
    const struct fit_transient *const t = v->transient;

    if (t == NULL) {
        return;
    }
    (void)printf("\n");
    term_say("in time  ", 9, "%.0f more when each of %.0f single losses is followed for %.4g s",
             t->count, t->n_losses, v->horizon_s);
    if (t->lost[0] != '\0') {
        term_say("         ", 9, "with one more the loss of %s fails, %s", t->lost, t->limit);
    }
    if (t->n_fail_before > 0.0) {
        term_say("         ", 9, "%.0f %s before anything is added, and do%s not count",
                 t->n_fail_before, t->n_fail_before == 1.0 ? "loss fails" : "losses fail",
                 t->n_fail_before == 1.0 ? "es" : "");
    }
}

/* Words that go on in the next line when this one is full. */
enum { WRAP_INDENT = 9 };

static void print_wrapped(size_t *width, const char *lead, const char *word)
{
    const size_t n = strlen(word);
    const bool is_first = *width == 0;
    const bool is_new = is_first || *width + n + 3 > LINES_WIDTH;

    (void)printf("%s%s", is_first ? lead : is_new ? ";\n         " : "; ", word);
    *width = is_new ? WRAP_INDENT + n : *width + n + 2;
}

/* "A-01 +11: 1 each": racks that follow each other and take as many. */
static void print_places(const struct fit_view *v)
{
    const size_t n = v->plan->n[DIM_RACK];
    size_t width = 0;

    for (size_t r = 0; r < n;) {
        size_t end = r + 1;
        while (end < n && v->places[end] == v->places[r]) {
            end++;
        }
        if (v->places[r] > 0) {
            struct text run = {0};
            text_add(&run, "%s", v->plan->names[DIM_RACK][r]);
            if (end - r > 1) {
                text_add(&run, " +%zu", end - r - 1);
            }
            text_add(&run, ": %zu%s", v->places[r], end - r > 1 ? " each" : "");
            print_wrapped(&width, "\nin       ", run.at);
            text_release(&run);
        }
        r = end;
    }
    (void)printf("%s", width > 0 ? "\n" : "");
}

static void print_unknown(const struct fit_answer *a)
{
    size_t width = 0;

    for (int64_t k = 0; k < a->n_unknown; k++) {
        print_wrapped(&width, "unknown  ", a->unknown[k]);
    }
    (void)printf("\n");
}

/* A count and what it counts: "1 rack holds a rack already", "2 racks hold a rack already". */
static void add_counted(struct text *t, double n, const char *one, const char *several)
{
    text_add(t, "%.0f %s", n, n == 1.0 ? one : several);
}

static void say_counted(double n, const char *one, const char *several)
{
    struct text t = {0};

    if (n > 0.0) {
        add_counted(&t, n, one, several);
        term_say("", 2, "%s", t.at);
    }
    text_release(&t);
}

/* Racks that take nothing, and why. */
static void print_obstacles(const struct fit_answer *a)
{
    static const struct {
        const char *one;
        const char *several;
    } words[OBSTACLE_COUNT] = {
        {"", ""},
        {"rack holds a rack already", "racks hold a rack already"},
        {"rack is of unknown contents and takes nothing",
         "racks are of unknown contents and take nothing"},
        {"rack has no room for it", "racks have no room for it"},
        {"rack has no coolant for it", "racks have no coolant for it"},
        {"rack is cooled by plates and takes no air-cooled node",
         "racks are cooled by plates and take no air-cooled node"},
    };

    for (int o = OBSTACLE_TAKEN; o < OBSTACLE_COUNT; o++) {
        say_counted(a->n_obstacles[o], words[o].one, words[o].several);
    }
    say_counted(a->n_undrawn,
                "position of the hall is not drawn: nobody says what feeds it; draw it with "
                "`nodes: []`",
                "positions of the hall are not drawn: nobody says what feeds them; draw them with "
                "`nodes: []`");
}

static void print_passed_before(const struct fit_answer *a)
{
    struct text t = {0};

    if (a->n_passed_before > 0.0) {
        const bool is_one = a->n_passed_before == 1.0;
        add_counted(&t, a->n_passed_before, "limit is", "limits are");
        term_say("", 2, "%s passed before anything is added (%s%s); %s", t.at, a->passed_before,
                 is_one ? "" : ", ...",
                 is_one ? "it counts where it is made worse" : "they count where made worse");
    }
    text_release(&t);
}

static void print_notes(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;
    struct text unrated = {0};

    (void)printf("\n");
    print_obstacles(a);
    if (a->n_unknown > 0) {
        print_unknown(a);
    }
    say_counted(a->n_unknown_racks, "rack draws what is not known", "racks draw what is not known");
    if (a->n_unrated > 0.0) {
        add_counted(&unrated, a->n_unrated, "node", "nodes");
        term_say(
            "", 2,
            "%s of the hall without %s power: the nameplate holds, or the workload where there "
            "is none",
            unrated.at, fit_load_text(a->load));
    }
    print_passed_before(a);
    text_release(&unrated);
    (void)printf("%.0f hall%s settled in %.2g s\n", a->n_looks, a->n_looks == 1.0 ? "" : "s",
                 v->wall_s);
}

void fit_print_text(const struct fit_view *v)
{
    const size_t n_racks = v->plan->n[DIM_RACK];

    (void)printf("%s\n", v->plan->title != NULL ? v->plan->title : v->plan->name);
    term_say("", 0, "%s in %s: %zu rack%s, places for %.0f", v->addition->name, v->plan->hall_name,
             n_racks, n_racks == 1 ? "" : "s", v->answer->n_places);
    if (v->is_brief) {
        print_verdict(v);
        print_transient(v);
        return;
    }
    print_design(v);
    (void)printf("\n");
    print_verdict(v);
    print_certain(v);
    print_transient(v);
    print_places(v);
    print_counts(v);
    print_bounds(v);
    print_ladder(v);
    print_shares(v);
    print_notes(v);
}
