/* cmd_links.c - headroom links: what lines between sites carry, how old copies get, who reads from afar.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "sim/base/lines.h"
#include "sim/cli/json.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/scenario_io.h"
#include "sim/decide/sites.h"

#define MONTH_S (31557600.0 / 12.0)

struct looked {
    const struct scenario *scenario;
    struct sites_answer answer;
};

static const char *site_name(const struct looked *l, size_t site)
{
    const char *const name = l->scenario->sites[site].name;

    return name != NULL ? name : "site";
}

enum { CELL_WIDTH = 9, COPY_WIDTH = 8 };

/* "1.85" Gbit/s; bits, for that is how lines are sold. */
static void add_rate(struct text *t, double bytes_per_s, int width)
{
    char cell[32];

    (void)snprintf(cell, sizeof cell, isnan(bytes_per_s) ? "not known" : "%.3g",
                   bytes_per_s * 8.0 / 1e9);
    text_add(t, " ");
    text_add_cell(t, cell, width);
}

static void add_seconds(struct text *t, double seconds, int width)
{
    struct text cell = {0};

    if (isinf(seconds)) {
        text_add(&cell, "never");
    } else if (isnan(seconds)) {
        text_add(&cell, "not known");
    } else {
        const bool is_days = seconds >= 172800.0;
        const bool is_minutes = seconds >= 120.0 && !is_days;
        text_add(&cell, "%.3g %s",
                 seconds / (is_days      ? 86400.0
                            : is_minutes ? 60.0
                                         : 1.0),
                 is_days      ? "days"
                 : is_minutes ? "min"
                              : "s");
    }
    text_add(t, " ");
    text_add_cell(t, cell.at, width);
    text_release(&cell);
}

static void flush(struct text *t)
{
    (void)fputs(t->at, stdout);
    text_release(t);
}

/* -------------------------------------------------------------------- text */

static void print_routes(const struct looked *l)
{
    struct text t = {0};

    text_add(&t, "%-24s %5s %5s %10s %9s %9s %12s\n", "Routes", "lines", "ducts", "round trip",
             "Gbit/s", "duct cut", "rent a month");
    for (size_t i = 0; i < l->answer.n_routes; i++) {
        const struct sites_route *const r = &l->answer.routes[i];
        struct text name = {0};
        text_add(&name, "%s - %s", site_name(l, r->from), site_name(l, r->to));
        text_add(&t, "  ");
        lines_label(&t, name.at, 2, 22);
        text_release(&name);
        text_add(&t, " %5zu %5zu", r->n_links, r->n_ducts);
        if (isnan(r->round_trip_s)) {
            text_add(&t, " %10s", "not known");
        } else {
            text_add(&t, " %7.3g ms", r->round_trip_s * 1e3);
        }
        add_rate(&t, r->rate_bytes_per_s, CELL_WIDTH);
        add_rate(&t, r->least_bytes_per_s, CELL_WIDTH);
        text_add(&t, isnan(r->cost_usd_per_s) ? " %12s\n" : " ", "not priced");
        if (!isnan(r->cost_usd_per_s)) {
            text_add(&t, "%8.0f USD\n", r->cost_usd_per_s * MONTH_S);
        }
        if (r->n_ducts == 1) {
            text_add(&t, "      all in one duct, '%s': nothing is left when it is cut\n",
                     r->worst_duct);
        }
        if (!isnan(r->connections)) {
            text_add(&t, "      connections with the window given that fill it: %.0f\n",
                     ceil(r->connections));
        }
    }
    flush(&t);
}

static void print_copies(const struct looked *l)
{
    struct text t = {0};

    text_add(&t, "\n%-26s %8s %8s %8s %8s %8s %8s\n", "Copies, Gbit/s and lag", "mean", "burst",
             "for RPO", "RPO", "lag", "duct cut");
    for (size_t i = 0; i < l->answer.n_copies; i++) {
        const struct sites_copy *const c = &l->answer.copies[i];
        struct text name = {0};
        text_add(&name, "%s, %s > %s", c->data->name, c->data->home.text, site_name(l, c->to));
        text_add(&t, "  ");
        lines_label(&t, name.at, 2, 24);
        text_release(&name);
        add_rate(&t, c->mean_bytes_per_s, COPY_WIDTH);
        add_rate(&t, c->burst_bytes_per_s, COPY_WIDTH);
        add_rate(&t, c->needed_bytes_per_s, COPY_WIDTH);
        add_seconds(&t, c->data->rpo_s, COPY_WIDTH);
        add_seconds(&t, c->lag_s, COPY_WIDTH);
        add_seconds(&t, c->lag_duct_s, COPY_WIDTH);
        text_add(&t, "\n");
        if (c->route < 0) {
            text_add(&t, "      no line joins the two sites\n");
        } else if (c->lag_s > c->data->rpo_s) {
            text_add(&t, "      MISSES its RPO\n");
        } else if (c->lag_duct_s > c->data->rpo_s) {
            text_add(&t, "      misses its RPO when duct '%s' is cut\n",
                     l->answer.routes[c->route].worst_duct);
        }
    }
    flush(&t);
}

static void print_transfers(const struct looked *l)
{
    struct text t = {0};

    text_add(&t, "\n%-24s %9s %9s %9s %12s %12s\n", "Bursts across", "within", "takes", "duct cut",
             "egress, one", "a month");
    for (size_t i = 0; i < l->answer.n_transfers; i++) {
        const struct sites_transfer *const x = &l->answer.transfers[i];
        text_add(&t, "  ");
        lines_label(&t, x->transfer->name, 2, 22);
        add_seconds(&t, x->within_s, CELL_WIDTH);
        add_seconds(&t, x->takes_s, CELL_WIDTH);
        add_seconds(&t, x->takes_duct_s, CELL_WIDTH);
        if (isnan(x->egress_usd)) {
            text_add(&t, " %12s", "not priced");
        } else {
            text_add(&t, " %8.0f USD %8.0f USD", x->egress_usd, x->month_usd);
        }
        text_add(&t, "%s\n", x->takes_s <= x->within_s ? "" : "\n      TOO SLOW");
    }
    flush(&t);
}

static void print_readers(const struct looked *l)
{
    struct text t = {0};

    text_add(&t, "\n%-25s %-16s %-13s %s\n", "Data, and who reads them", "workload", "at",
             "to bring all there");
    for (size_t i = 0; i < l->answer.n_readers; i++) {
        const struct sites_reader *const r = &l->answer.readers[i];
        text_add(&t, "  %-23s %-16s %-13s", r->data->name, r->workload, site_name(l, r->site));
        if (r->is_here) {
            text_add(&t, " lie there\n");
        } else {
            add_seconds(&t, r->move_s, 0);
            text_add(&t, "\n      read from %s\n", r->data->home.text);
        }
        text_add(&t, "%s", r->may_be ? "" : "      MAY NOT be read there: a tag is missing\n");
    }
    flush(&t);
}

static void print_text(const struct looked *l)
{
    (void)printf("%s\n\n",
                 l->scenario->tree->title != NULL ? l->scenario->tree->title : l->scenario->name);
    print_routes(l);
    if (l->answer.n_copies > 0) {
        print_copies(l);
    }
    if (l->answer.n_transfers > 0) {
        print_transfers(l);
    }
    if (l->answer.n_readers > 0) {
        print_readers(l);
    }
}

/* -------------------------------------------------------------------- JSON */

static void add_routes(struct json *j, const struct looked *l)
{
    json_open(j, "routes", '[');
    for (size_t i = 0; i < l->answer.n_routes; i++) {
        const struct sites_route *const r = &l->answer.routes[i];
        json_open(j, NULL, '{');
        json_text(j, "from", site_name(l, r->from));
        json_text(j, "to", site_name(l, r->to));
        json_number(j, "lines", (double)r->n_links);
        json_number(j, "ducts", (double)r->n_ducts);
        json_text(j, "worst_duct", r->worst_duct);
        json_number(j, "round_trip_s", r->round_trip_s);
        json_number(j, "rate_bytes_per_s", r->rate_bytes_per_s);
        json_number(j, "duct_lost_bytes_per_s", r->least_bytes_per_s);
        json_number(j, "connections", r->connections);
        json_number(j, "cost_usd_per_s", r->cost_usd_per_s);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_copies(struct json *j, const struct looked *l)
{
    json_open(j, "copies", '[');
    for (size_t i = 0; i < l->answer.n_copies; i++) {
        const struct sites_copy *const c = &l->answer.copies[i];
        json_open(j, NULL, '{');
        json_text(j, "data", c->data->name);
        json_text(j, "home", c->data->home.text);
        json_text(j, "copy", site_name(l, c->to));
        json_number(j, "mean_bytes_per_s", c->mean_bytes_per_s);
        json_number(j, "burst_bytes_per_s", c->burst_bytes_per_s);
        json_number(j, "needed_bytes_per_s", c->needed_bytes_per_s);
        json_number(j, "rpo_s", c->data->rpo_s);
        json_number(j, "lag_s", c->lag_s);
        json_number(j, "lag_duct_lost_s", c->lag_duct_s);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_rest(struct json *j, const struct looked *l)
{
    json_open(j, "transfers", '[');
    for (size_t i = 0; i < l->answer.n_transfers; i++) {
        const struct sites_transfer *const x = &l->answer.transfers[i];
        json_open(j, NULL, '{');
        json_text(j, "name", x->transfer->name);
        json_number(j, "within_s", x->within_s);
        json_number(j, "takes_s", x->takes_s);
        json_number(j, "takes_duct_lost_s", x->takes_duct_s);
        json_number(j, "egress_usd", x->egress_usd);
        json_number(j, "month_usd", x->month_usd);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "readers", '[');
    for (size_t i = 0; i < l->answer.n_readers; i++) {
        const struct sites_reader *const r = &l->answer.readers[i];
        json_open(j, NULL, '{');
        json_text(j, "data", r->data->name);
        json_text(j, "workload", r->workload);
        json_text(j, "site", site_name(l, r->site));
        json_bool(j, "lie_there", r->is_here);
        json_bool(j, "may_be_there", r->may_be);
        json_number(j, "move_s", r->move_s);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void print_json(const struct looked *l)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.links/1");
    json_text(&j, "scenario", l->scenario->name);
    add_routes(&j, l);
    add_copies(&j, l);
    add_rest(&j, l);
    json_close(&j, '}');
    json_print(&j);
}

static int links_command(const struct command *self, const struct options *options)
{
    struct arena *const arena = cmd_arena();
    struct scenario *scenario = NULL;
    int code = scenario_io_read(arena, options->words[0], options, &scenario);

    (void)self;
    if (code == EXIT_DONE && scenario->tree->links.n + scenario->tree->data.n == 0) {
        cmd_error("the scenario has no 'links' and no 'data' (docs/recovery.md says how)");
        code = EXIT_BAD_USAGE;
    }
    if (code == EXIT_DONE) {
        struct looked l = {.scenario = scenario};
        sites_look(arena, scenario, &l.answer);
        if (options->is_json) {
            print_json(&l);
        } else {
            print_text(&l);
        }
    }
    arena_destroy(arena);
    return code;
}

static const struct option_row option_rows[] = {SET_ROW, JSON_ROW, HELP_ROW, {0}};

const struct command command_links = {
    .name = "links",
    .arguments = "SCENARIO",
    .summary = "what lines between sites carry: replication and RPO, bursts, who reads from afar",
    .example = "headroom links @site-lost",
    .details = "Arithmetic on 'links', 'data' and 'transfers'; nothing is simulated.",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = links_command,
};
