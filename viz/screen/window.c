/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/window.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/fixtures.h"
#include "viz/screen/picture.h"

/* A run plays through in about this time, whatever its length. */
#define PLAY_S 20.0

/* Between two pictures the run is read on for so long; what was read is shown so often. */
enum { READ_MS = 8, NEWS_MS = 100, READ_RECORDS = 32 };

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
    bool is_reading; /* there may be more to read */
    bool has_news;   /* something was read that is not shown yet */
    Uint32 news_ms;  /* when such was shown last */
    bool wants_scrub;
    float scrub_x;
    char name[256];
};

/* The element of the first file's tree under the pointer, on either plan or in the one-line diagram. */
static long element_under(const struct window *w, const struct pair *pair, const struct look *look,
                          float x, float y)
{
    const struct layout at = painter_layout(&pair->own, look, w->pen.scale);
    const struct tree *const own = &pair->own.fixtures->tree;

    if (look->mode != LOOK_BOTH || look->view != VIEW_PLAN || x < at.second.x) {
        return painter_element_at(&pair->own, look, &at, w->pen.scale, x, y);
    }
    const struct layout second = painter_second(&at, &pair->other, look, w->pen.scale);
    const long there = painter_element_at(&pair->other, look, &second, w->pen.scale, x, y);
    return there >= 0 ? tree_find(own, pair->other.fixtures->tree.nodes[there].name) : -1;
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

/* Goes to where the pointer is on the timeline: once for all its motions since the last picture. */
static void scrub(struct window *w, struct pair *pair, struct look *look)
{
    const struct layout at = painter_layout(&pair->own, look, w->pen.scale);
    const SDL_FRect bar = painter_timeline_bar(&at, w->pen.scale);
    const double n = (double)results_n_times(pair->own.results);
    const double share = (double)((w->scrub_x - bar.x) / bar.w);

    pair_set_time(pair, (size_t)fmin(n - 1.0, fmax(0.0, share * n)));
    look->awaited = JUMP_NONE;
    w->wants_scrub = false;
}

static void take_picture(struct window *w, const struct pair *pair, const struct look *look)
{
    char path[64];

    (void)snprintf(path, sizeof path, "headroom-%03d.png", ++w->n_pictures);
    painter_draw(&w->pen, pair, look);
    if (picture_write(w->renderer, (int)look->width, (int)look->height, path) == STATUS_OK) {
        (void)fprintf(stderr, "%s\n", path);
    } else {
        (void)fprintf(stderr, "headroom-view: cannot write %s\n", path);
    }
}

static void on_button(struct window *w, struct pair *pair, struct look *look,
                      const struct layout *at, const SDL_MouseButtonEvent *e)
{
    const float x = (float)e->x;
    const float y = (float)e->y;

    w->is_scrubbing = at->timeline.h > 0.0F && y >= at->timeline.y && x < at->panel.x;
    w->is_dragging = !w->is_scrubbing && x < at->panel.x;
    if (w->is_scrubbing) {
        w->wants_scrub = true;
        w->scrub_x = x;
    } else if (w->is_dragging) {
        look->selected = painter_rack_at(pair, look, (SDL_FPoint){x, y}, w->pen.scale);
        look->element = look->selected < 0 ? element_under(w, pair, look, x, y) : -1;
    }
}

static void on_motion(struct window *w, const struct pair *pair, struct look *look,
                      const SDL_MouseMotionEvent *e)
{
    if (w->is_scrubbing) {
        w->wants_scrub = true;
        w->scrub_x = (float)e->x;
    } else if (w->is_dragging) {
        look->pan_x += e->xrel;
        look->pan_y += e->yrel;
    }
    look->has_pointer = true;
    look->pointer_x = (float)e->x;
    look->pointer_y = (float)e->y;
    look->hovered =
        painter_rack_at(pair, look, (SDL_FPoint){look->pointer_x, look->pointer_y}, w->pen.scale);
}

static void on_event(struct window *w, struct pair *pair, struct look *look, const SDL_Event *e)
{
    const struct layout at = painter_layout(&pair->own, look, w->pen.scale);
    int x = 0;
    int y = 0;

    w->is_dirty = true;
    switch (e->type) {
    case SDL_QUIT:
        w->is_open = false;
        break;
    case SDL_KEYDOWN: {
        const struct wish wish = window_key(e->key.keysym.sym, e->key.keysym.mod);
        w->is_open = w->is_open && wish.intent != INTENT_QUIT;
        if (wish.intent == INTENT_PICTURE) {
            take_picture(w, pair, look);
        }
        window_apply(pair, look, wish);
        break;
    }
    case SDL_MOUSEWHEEL:
        (void)SDL_GetMouseState(&x, &y);
        if (((unsigned)SDL_GetModState() & (unsigned)KMOD_CTRL) != 0) {
            window_apply(pair, look, (struct wish){INTENT_PLANE, e->wheel.y > 0 ? 1 : -1});
            break;
        }
        zoom_at(look, &at, (float)x, (float)y, e->wheel.y > 0 ? 1.15 : 1.0 / 1.15);
        break;
    case SDL_MOUSEBUTTONDOWN:
        on_button(w, pair, look, &at, &e->button);
        break;
    case SDL_MOUSEBUTTONUP:
        w->is_dragging = false;
        w->is_scrubbing = false;
        break;
    case SDL_MOUSEMOTION:
        on_motion(w, pair, look, &e->motion);
        break;
    default:
        break;
    }
}

static void play(struct window *w, struct pair *pair, struct look *look, double passed_s)
{
    const double n = (double)results_n_times(pair->own.results);

    w->played_s += passed_s * look->speed;
    const double records = floor(w->played_s * n / PLAY_S);
    if (records >= 1.0) {
        w->played_s -= records * PLAY_S / n;
        if (pair->own.time_index + 1 >= results_n_times(pair->own.results)) {
            look->is_playing = false;
        } else {
            window_apply(pair, look, (struct wish){INTENT_STEP, (long)records});
        }
        w->is_dirty = true;
    }
}

/* The title names what is shown: "First hall - inlet at 12 min - A-02". */
static void name_window(struct window *w, const struct pair *pair, const struct look *look)
{
    static const char *const modes[] = {
        [LOOK_ONE] = "", [LOOK_BOTH] = " - side by side", [LOOK_DIFFERENCE] = " - difference"};
    const struct scene *const s = &pair->own;
    const char *const title = results_text(s->results, "title");
    char time[48];
    char view[64];
    char name[256];

    painter_view_name(s, look, view, sizeof view);
    painter_time(s, results_times_s(s->results)[s->time_index], time, sizeof time);
    (void)snprintf(name, sizeof name, "%s - %s at %s%s%s%s", title != NULL ? title : "headroom",
                   s->layer->name, time, look->selected >= 0 || look->element >= 0 ? " - " : "",
                   look->selected >= 0  ? s->rack_names[look->selected]
                   : look->element >= 0 ? s->fixtures->tree.nodes[look->element].name
                                        : "",
                   look->view == VIEW_PLAN ? modes[look->mode] : view);
    if (strcmp(name, w->name) != 0) {
        (void)snprintf(w->name, sizeof w->name, "%s", name);
        SDL_SetWindowTitle(w->sdl, name);
    }
}

/* True when there was something left to read. */
static bool read_piece(struct pair *pair)
{
    if (courses_read(pair->courses)) {
        return true;
    }
    const bool is_open = !pair_is_whole(pair);
    (void)(is_open && pair_scan(pair, READ_RECORDS));
    return is_open;
}

/* Reads on in the curves and in the run, for a few milliseconds. */
static void read_on(struct window *w, struct pair *pair, struct look *look)
{
    const Uint32 began_ms = SDL_GetTicks();
    const enum jump awaited = look->awaited;

    do {
        w->is_reading = read_piece(pair);
        w->has_news = w->has_news || w->is_reading;
    } while (w->is_reading && SDL_GetTicks() - began_ms < READ_MS);
    window_settle(pair, look);
    if ((w->has_news && (!w->is_reading || SDL_GetTicks() - w->news_ms >= NEWS_MS)) ||
        look->awaited != awaited) {
        w->news_ms = SDL_GetTicks();
        w->has_news = false;
        w->is_dirty = true;
    }
}

static void loop(struct window *w, struct pair *pair, struct look *look)
{
    SDL_Event event;
    Uint32 before_ms = SDL_GetTicks();

    while (w->is_open) {
        /* Nothing changes, nothing is drawn: the loop sleeps until somebody does something. */
        const int wait_ms = w->is_reading ? 0 : look->is_playing ? 16 : 250;
        if (SDL_WaitEventTimeout(&event, wait_ms) != 0) {
            do {
                on_event(w, pair, look, &event);
            } while (SDL_PollEvent(&event) != 0);
        }
        if (w->wants_scrub) {
            scrub(w, pair, look);
        }
        read_on(w, pair, look);
        const Uint32 now_ms = SDL_GetTicks();
        if (look->is_playing) {
            play(w, pair, look, (now_ms - before_ms) / 1e3);
        }
        before_ms = now_ms;
        if (w->is_dirty) {
            int width = 0;
            int height = 0;
            SDL_GetWindowSize(w->sdl, &width, &height);
            look->width = (float)width;
            look->height = (float)height;
            name_window(w, pair, look);
            painter_draw(&w->pen, pair, look);
            SDL_RenderPresent(w->renderer);
            w->is_dirty = false;
            w->is_reading = true; /* the picture may have asked for new curves */
        }
    }
}

/* SDL falls back to drivers that show nothing; a window that nobody sees is no window. */
static bool has_display(void)
{
    const char *const driver = SDL_GetCurrentVideoDriver();

    return driver != NULL && strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
}

enum status window_run(struct pair *pair, struct look *look, float scale)
{
    struct window w = {.is_open = true, .is_dirty = true};
    enum status st = STATUS_IO;

    if (SDL_Init(SDL_INIT_VIDEO) != 0 || !has_display()) {
        (void)fprintf(stderr, "headroom-view: no display here; use 'headroom plot'\n");
        SDL_Quit();
        return STATUS_IO;
    }
    w.sdl = SDL_CreateWindow(results_text(pair->own.results, "title"), SDL_WINDOWPOS_CENTERED,
                             SDL_WINDOWPOS_CENTERED, (int)look->width, (int)look->height,
                             SDL_WINDOW_RESIZABLE);
    w.renderer = w.sdl != NULL ? SDL_CreateRenderer(w.sdl, -1, 0) : NULL;
    if (w.renderer == NULL) {
        (void)fprintf(stderr, "headroom-view: no window: %s\n", SDL_GetError());
    } else if (pen_open(w.renderer, scale, &w.pen) != STATUS_OK) {
        (void)fprintf(stderr, "headroom-view: no font found; set HEADROOM_FONT to a .ttf file\n");
    } else {
        loop(&w, pair, look);
        pen_close(&w.pen);
        st = STATUS_OK;
    }
    SDL_DestroyRenderer(w.renderer);
    SDL_DestroyWindow(w.sdl);
    SDL_Quit();
    return st;
}
