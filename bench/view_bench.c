/* view_bench.c - how long a picture of the viewer takes, drawn by SDL's software renderer.
 *
 *     view_bench FILE.h5 [LAYER]
 *
 * Draws 1920 x 1080 pixels into memory: what the processor does for a window, less the copy to the
 * display. Prints the median and the slowest of several hundred pictures in ms of CPU time, which other programs disturb less.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "viz/screen/painter.h"

enum { WIDTH = 1920, HEIGHT = 1080, PICTURES = 300, WARM_UP = 5 };

struct bench {
    struct pen pen;
    struct pair pair;
    struct look look;
};

static double cpu_ms(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void nothing(struct bench *b, size_t k)
{
    (void)b;
    (void)k;
}

static void hover(struct bench *b, size_t k)
{
    b->look.hovered = (long)(k * 7 % b->pair.own.n_racks);
}

static void play(struct bench *b, size_t k)
{
    pair_set_time(&b->pair, k % results_n_times(b->pair.own.results));
}

/* Into another chunk of records each time, which has to be unpacked. */
static void leap(struct bench *b, size_t k)
{
    pair_set_time(&b->pair, k * 1024 % results_n_times(b->pair.own.results));
}

static void pan(struct bench *b, size_t k)
{
    b->look.pan_x = (double)(k % 50) * 4.0;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static void measure(struct bench *b, const char *name, void (*change)(struct bench *, size_t),
                    double zoom)
{
    double took_ms[PICTURES];

    b->look.zoom = zoom;
    b->look.hovered = -1;
    b->look.pan_x = 0.0;
    for (size_t k = 0; k < WARM_UP + PICTURES; k++) {
        const double began_ms = cpu_ms();
        change(b, k);
        painter_draw(&b->pen, &b->pair, &b->look);
        SDL_RenderPresent(b->pen.renderer);
        if (k >= WARM_UP) {
            took_ms[k - WARM_UP] = cpu_ms() - began_ms;
        }
    }
    qsort(took_ms, PICTURES, sizeof took_ms[0], compare);
    (void)printf("%-44s %8.2f %8.2f %8.0f\n", name, took_ms[PICTURES / 2], took_ms[PICTURES - 1],
                 1e3 / took_ms[PICTURES / 2]);
}

static void measure_all(struct bench *b)
{
    (void)printf("%zu racks, %zu records, %d x %d, software renderer\n", b->pair.own.n_racks,
                 results_n_times(b->pair.own.results), WIDTH, HEIGHT);
    (void)printf("%-44s %8s %8s %8s\n", "", "median", "slowest", "a second");
    measure(b, "still", nothing, 1.0);
    measure(b, "pointer from rack to rack, with curves", hover, 1.0);
    measure(b, "playing", play, 1.0);
    measure(b, "leaping by 1,024 records", leap, 1.0);
    measure(b, "zoomed so that numbers show, still", nothing, 5.0);
    measure(b, "zoomed, playing", play, 5.0);
    measure(b, "zoomed, panning", pan, 5.0);
}

static int run(struct results *r, const struct layer *layer)
{
    SDL_Surface *const surface =
        SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_RGBA32);
    SDL_Renderer *const renderer = surface != NULL ? SDL_CreateSoftwareRenderer(surface) : NULL;
    struct bench b = {.look = {.width = WIDTH, .height = HEIGHT, .speed = 1.0, .selected = -1}};
    int code = EXIT_FAILURE;

    if (renderer != NULL && pen_open(renderer, 1.0F, &b.pen) == STATUS_OK) {
        if (pair_open(r, NULL, UNITS_SI, &b.pair) == STATUS_OK && pair_set_layer(&b.pair, layer)) {
            while (!pair_scan(&b.pair, SIZE_MAX)) {
            }
            b.look.courses = b.pair.courses;
            measure_all(&b);
            code = EXIT_SUCCESS;
        }
        pair_close(&b.pair);
        pen_close(&b.pen);
    }
    SDL_DestroyRenderer(renderer);
    SDL_FreeSurface(surface);
    return code;
}

int main(int argc, char **argv)
{
    const struct layer *const layer = layer_find(argc > 2 ? argv[2] : "power");
    struct results *r = NULL;
    const char *why = "";

    if (argc < 2 || layer == NULL) {
        (void)fprintf(stderr, "view_bench FILE.h5 [LAYER]\n");
        return EXIT_FAILURE;
    }
    if (results_open(argv[1], &r, &why) != STATUS_OK) {
        (void)fprintf(stderr, "view_bench: %s: %s\n", argv[1], why);
        return EXIT_FAILURE;
    }
    const int code = run(r, layer);
    results_close(r);
    return code;
}
