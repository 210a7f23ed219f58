/* cmd_plenum.c - headroom plenum: where supply air goes below a floor or in a duct, and who gets too little.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/cli/option_rows.h"
#include "sim/cli/plenum_print.h"
#include "sim/cli/run_io.h"
#include "sim/cli/scenario_io.h"

/* Half a panel. */
#define USUAL_CELL_M 0.3

/* Handlers that --without names. */
static bool find_lost(const struct options *o, const struct plan *plan, size_t *ret_lost,
                      size_t *ret_n)
{
    for (size_t k = 0; k < o->lost.n; k++) {
        struct plan_item item;
        if (!scenario_io_find(plan, "without", o->lost.at[k], &item)) {
            return false;
        }
        if (item.dim != DIM_CRAH) {
            cmd_error("--without takes an air handler here, not '%s'", o->lost.at[k]);
            return false;
        }
        ret_lost[(*ret_n)++] = item.index;
    }
    return true;
}

static bool choose(const struct options *o, const struct plan *plan, struct floor_request *r,
                   size_t *lost)
{
    if (plan->plenum == NULL) {
        cmd_error("the hall has no 'plenum': its racks share all supply air");
        return false;
    }
    const char *const why = o->is_field ? floor_refuses_field(plan) : NULL;
    if (why != NULL) {
        cmd_error("--field: %s", why);
        return false;
    }
    *r = (struct floor_request){
        .plan = plan, .lost = lost, .wants_field = o->is_field, .cell_m = USUAL_CELL_M};
    if (o->grid != NULL && (!cmd_read_quantity(o->grid, "m", "m", &r->cell_m) ||
                            !(r->cell_m >= 0.05 && r->cell_m <= 2.0))) {
        cmd_error("--grid takes a length from 0.05 m to 2 m, not '%s'", o->grid);
        return false;
    }
    return find_lost(o, plan, lost, &r->n_lost);
}

static int answer(struct arena *arena, const struct options *o, const struct plan *plan)
{
    size_t lost[OPTIONS_MOST_TIMES];
    struct floor_request request;
    struct floor_answer floor;
    struct plenum_shown shown = {
        .plan = plan, .request = &request, .answer = &floor, .is_all = o->is_all};

    if (!scenario_io_units(o, &shown.units) || !choose(o, plan, &request, lost)) {
        return EXIT_BAD_USAGE;
    }
    const enum status st = floor_run(arena, &request, &floor);
    if (st == STATUS_BAD_INPUT) {
        cmd_error("tiles or handlers overlap on a grid of %g m, or an obstacle stands under one: "
                  "try a finer --grid",
                  request.cell_m);
        return EXIT_NO_SOLUTION;
    }
    if (st != STATUS_OK) {
        run_io_explain(plan, st, &floor.fault);
        return EXIT_NO_SOLUTION;
    }
    if (o->is_json) {
        plenum_print_json(&shown);
    } else {
        plenum_print_text(&shown);
    }
    return EXIT_DONE;
}

static int plenum_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct loaded loaded;

    (void)self;
    int code = scenario_io_load(arena, options->words[0], options, &loaded);
    if (code == EXIT_DONE) {
        code = answer(arena, options, loaded.plan);
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "field",
     .text = "also the air below the floor in its plane: tiles near and far from handlers",
     FIELD(is_field)},
    {.name = "grid",
     .kind = OPTION_TEXT,
     .argument = "LENGTH",
     .text = "edge of the field's cells (default 0.3 m)",
     FIELD(grid)},
    {.name = "without",
     .kind = OPTION_MANY,
     .argument = "NAME",
     .text = "with this air handler lost; may be given often",
     FIELD(lost)},
    {.name = "all", .text = "every kind of rack and handler", FIELD(is_all)},
    SET_ROW,
    HALL_ROW,
    UNITS_ROW,
    JSON_ROW,
    HELP_ROW,
    {0},
};

const struct command command_plenum = {
    .name = "plenum",
    .arguments = "SCENARIO",
    .summary = "supply through a raised floor: pressure, leaks by cause, racks that starve",
    .example = "headroom plenum @leaky-floor --without crah-s3",
    .details =
        "The hall at rest under the loads at its start, fans as their control has them. At one\n"
        "pressure a zone; with --field also by the flow below the floor, which is not validated\n"
        "against a measured one.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = plenum_command,
};
