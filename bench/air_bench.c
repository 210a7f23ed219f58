/* air_bench.c - what the air solver costs: pressure solve, memory, a hall of 200 racks at rest and
 * marching.
 *
 *     air_bench [CELL_M...]        default 0.3 and 0.2 m
 *
 * Prints a line of JSON a grid. CPU seconds; a rise of the cost a cell with the number of cells would
 * show that the method does not scale.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "models/field/inner.h"

enum {
    N_PAIRS = 5, /* pairs of rows that share a cold aisle */
    N_IN_ROW = 20,
    N_CRAHS = 10,
    N_SECTIONS = 3,
    N_RACKS = 2 * N_PAIRS * N_IN_ROW,
    MOST_PORTS = N_RACKS * (1 + 2 * N_SECTIONS) + N_CRAHS,
    MOST_MARKS = 8 * MOST_PORTS,
    MOST_LINES = 1024,
    N_SOLVES = 10,
};

/* Rows along y; a pair takes 4.8 m of x: half a hot aisle, rack, cold aisle, rack, half a hot aisle. */
static const double pitch_m = 4.8;
static const double first_y_m = 2.4;
static const double rack_heat_w = 5000.0;
static const double rack_m3s = 0.345495;

struct hall {
    struct field_case room;
    struct field_box boxes[N_RACKS + N_CRAHS];
    struct field_port ports[MOST_PORTS];
    struct field_feed feeds[MOST_PORTS];
    double marks_m[FIELD_AXES][MOST_MARKS];
    double lines_m[FIELD_AXES][MOST_LINES];
    size_t n_marks[FIELD_AXES];
};

static double cpu_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void add_box(struct hall *h, const struct field_box *box)
{
    h->boxes[h->room.n_boxes++] = *box;
    for (int a = 0; a < FIELD_AXES; a++) {
        h->marks_m[a][h->n_marks[a]++] = box->lo_m[a];
        h->marks_m[a][h->n_marks[a]++] = box->hi_m[a];
    }
}

static size_t add_port(struct hall *h, const struct field_port *port, const struct field_feed *feed)
{
    const int first = beside1(port->rect.axis);
    const int second = beside2(port->rect.axis);

    h->marks_m[port->rect.axis][h->n_marks[port->rect.axis]++] = port->rect.at_m;
    for (int side = 0; side < 2; side++) {
        const double *const at_m = side == 0 ? port->rect.lo_m : port->rect.hi_m;
        h->marks_m[first][h->n_marks[first]++] = at_m[0];
        h->marks_m[second][h->n_marks[second]++] = at_m[1];
    }
    h->ports[h->room.n_ports] = *port;
    h->feeds[h->room.n_ports] = *feed;
    return h->room.n_ports++;
}

/* A rack whose front is at front_m and whose air goes along sign x. */
static void add_rack(struct hall *h, double front_m, double y_m, double sign)
{
    const double back_m = front_m + 1.2 * sign;

    add_box(h, &(struct field_box){{sign > 0.0 ? front_m : back_m, y_m, 0.0},
                                   {sign > 0.0 ? back_m : front_m, y_m + 0.6, 2.1}});
    for (int s = 0; s < N_SECTIONS; s++) {
        struct field_rect rect = {
            FIELD_X, front_m, {y_m, 0.7 * (double)s}, {y_m + 0.6, 0.7 * (double)(s + 1)}};
        struct field_feed feed = {.flow_m3s = rack_m3s / N_SECTIONS, .from = -1};
        feed.from = (long)add_port(h, &(struct field_port){rect, FIELD_DRAWS, sign}, &feed);
        feed.heat_w = rack_heat_w / N_SECTIONS;
        rect.at_m = back_m;
        (void)add_port(h, &(struct field_port){rect, FIELD_BLOWS, sign}, &feed);
    }
    const double tile_m = sign > 0.0 ? front_m - 0.6 : front_m;
    const struct field_rect tile = {FIELD_Z, 0.0, {tile_m, y_m}, {tile_m + 0.6, y_m + 0.6}};
    (void)add_port(h, &(struct field_port){tile, FIELD_BLOWS, 1.0},
                   &(struct field_feed){.flow_m3s = rack_m3s, .temp_c = 18.0, .from = -1});
}

static void describe(struct hall *h, double cell_m)
{
    const double size_m[FIELD_AXES] = {25.2, 16.8, 3.0};

    memset(h, 0, sizeof *h);
    h->room.air = (struct field_air){1.2, 1005.0, 1.5e-5, 0.85, 3.41e-3, 20.0, 9.81};
    h->room.start_c = 22.0;
    for (int p = 0; p < N_PAIRS; p++) {
        const double aisle_m = 0.6 + pitch_m * (double)p + 1.8;
        for (int r = 0; r < N_IN_ROW; r++) {
            const double y_m = first_y_m + 0.6 * (double)r;
            add_rack(h, aisle_m, y_m, -1.0);
            add_rack(h, aisle_m + 1.2, y_m, 1.0);
        }
    }
    for (int c = 0; c < N_CRAHS; c++) {
        const double x_m = 0.6 + 2.4 * (double)c;
        add_box(h, &(struct field_box){{x_m, 0.0, 0.0}, {x_m + 1.8, 0.9, 2.1}});
        const struct field_rect top = {FIELD_Z, 2.1, {x_m, 0.0}, {x_m + 1.8, 0.9}};
        (void)add_port(h, &(struct field_port){top, FIELD_DRAWS, -1.0},
                       &(struct field_feed){.flow_m3s = rack_m3s * N_RACKS / N_CRAHS, .from = -1});
    }
    for (int a = 0; a < FIELD_AXES; a++) {
        h->marks_m[a][h->n_marks[a]++] = 0.0;
        h->marks_m[a][h->n_marks[a]++] = size_m[a];
        h->room.n_cells[a] =
            field_axis(h->marks_m[a], h->n_marks[a], cell_m, h->lines_m[a], MOST_LINES) - 1;
        h->room.lines_m[a] = h->lines_m[a];
    }
    h->room.boxes = h->boxes;
    h->room.ports = h->ports;
    h->room.feeds = h->feeds;
}

static void must(enum status st)
{
    if (st != STATUS_OK) {
        (void)fprintf(stderr, "air_bench: %s\n", status_text(st));
        exit(EXIT_FAILURE);
    }
}

/* Best of ten projections of the fixed flows alone to 1e-6. */
static double pressure_ms(struct field *f)
{
    double best_s = 1e9;

    for (int i = 0; i < N_SOLVES; i++) {
        for (int a = 0; a < FIELD_AXES; a++) {
            memset(f->velocity[a], 0, f->n_total * sizeof(double));
        }
        ports_set_velocities(f);
        const double start_s = cpu_s();
        must(pressure_project(f, 0.0, 1e-6));
        const double spent_s = cpu_s() - start_s;
        best_s = spent_s < best_s ? spent_s : best_s;
    }
    return 1e3 * best_s;
}

static void run(struct hall *h, double cell_m)
{
    static struct field_mean means[MOST_PORTS];
    const struct field_settings settings = field_settings();
    struct field_settle how = field_settle_usual();
    struct field_settled settled;
    struct field *f = NULL;

    describe(h, cell_m);
    const size_t n_bytes = field_bytes(&h->room);
    void *const memory = malloc(n_bytes);
    if (memory == NULL) {
        must(STATUS_NO_MEMORY);
    }
    must(field_create(&h->room, &settings, memory, &f));
    const size_t n_cells = field_n_air(f);
    const double solve_ms = pressure_ms(f);
    field_reset_ledger(f);
    const double start_s = cpu_s();
    must(field_start_potential(f));
    const size_t n_iterations = field_ledger(f).n_iterations;
    const enum status heat = field_steady_heat(f, 0.05);
    must(field_settle(f, &how, means, &settled));
    const double steady_s = cpu_s() - start_s;
    const double march_s = cpu_s();
    for (int i = 0; i < 60; i++) {
        must(field_step(f, 1.0));
    }
    const double spent_s = cpu_s() - march_s;
    (void)printf(
        "{\"cell_m\": %g, \"cells\": %zu, \"bytes_per_cell\": %.0f, \"pressure_1e-6_ms\": %.1f, "
        "\"iterations_1e-8\": %zu, \"steady_cpu_s\": %.2f, \"is_steady\": %s, "
        "\"room_s\": %.0f, \"moved_k\": %.3f, \"times_real_time\": %.1f, "
        "\"cell_steps_per_s\": %.3g, \"first_heat\": \"%s\"}\n",
        cell_m, n_cells, (double)n_bytes / (double)n_cells, solve_ms, n_iterations, steady_s,
        settled.is_steady ? "true" : "false", settled.time_s, settled.moved_k, 60.0 / spent_s,
        (double)n_cells * 60.0 / spent_s, status_text(heat));
    free(memory);
}

int main(int argc, char **argv)
{
    static struct hall hall;

    if (argc < 2) {
        run(&hall, 0.3);
        run(&hall, 0.2);
    }
    for (int i = 1; i < argc; i++) {
        run(&hall, strtod(argv[i], NULL));
    }
    return EXIT_SUCCESS;
}
