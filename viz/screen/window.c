/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/window.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "viz/fixtures.h"
#include "viz/screen/air.h"
#include "viz/screen/find.h"
#include "viz/screen/mouse.h"
#include "viz/screen/picture.h"

/* A run plays through in about this time, whatever its length. */
#define PLAY_S 20.0

/* The parts of the picture have room in a window of this size, at a scale of 1. */
#define LEAST_WIDTH_PX  640.0F
#define LEAST_HEIGHT_PX 360.0F

#define MOST_SCALE 4.0F

/* Between two pictures the run is read on for so long; what was read is shown so often. */
enum { READ_MS = 8, NEWS_MS = 100, READ_RECORDS = 32 };

/* A file that is followed is looked at this often; runs flush theirs every five seconds. */
enum { FOLLOW_MS = 1000 };

enum { LAST_MESSAGE_MS = 50 };

struct window {
    SDL_Window *sdl;
    SDL_Renderer *renderer;
    struct pen pen;
    bool is_dirty;
    bool is_open;
    struct mouse mouse;
    struct follow *follow;
    Uint32 followed_ms; /* when the file was looked at last */
    bool is_lost;       /* it cannot be read any more */
    float first_scale;  /* of the text, as the command says */
    float asked_scale;  /* and as the keys do */
    int n_pictures;
    double played_s;
    bool is_reading; /* there may be more to read */
    bool has_news;   /* something was read that is not shown yet */
    Uint32 news_ms;  /* when such was shown last */
    char name[512];
};

/* Painted anew as `headroom plot` paints: the window's own pixels cannot be read on every system. */
static void take_picture(struct window *w, const struct pair *pair, const struct look *look)
{
    struct look still = *look;
    struct picture picture;
    char path[64];

    /* Tabs are of no use where nothing can be clicked on; but without them air would move under the pointer. */
    still.has_tabs = look->has_pointer && air_is_shown(look);
    do { /* no picture of an earlier window is written over */
        (void)snprintf(path, sizeof path, "headroom-%03d.png", ++w->n_pictures);
    } while (access(path, F_OK) == 0);
    enum status st = picture_open((int)look->width, (int)look->height, w->pen.scale, &picture);
    if (st == STATUS_OK) {
        painter_draw(&picture.pen, pair, &still);
        st = picture_write(&picture, path);
        picture_close(&picture);
    }
    (void)fprintf(stderr, st == STATUS_OK ? "%s\n" : "headroom-view: cannot write %s\n", path);
}

/* Keeps the rack that was just chosen by key or name in sight where racks stand as in the plan. */
static void reveal(const struct window *w, const struct pair *pair, struct look *look)
{
    const struct layout at = painter_layout(&pair->own, look, w->pen.scale);
    const struct box *const b = &pair->own.racks[look->selected];
    const double x = at.left + (b->x_m + b->width_m / 2.0) * at.pixels_per_m;
    const double y = at.base - (b->y_m + b->depth_m / 2.0) * at.pixels_per_m;
    const double from_x = x - (double)(at.plan.x + at.plan.w / 2.0F);
    const double from_y = y - (double)(at.plan.y + at.plan.h / 2.0F);
    const bool is_level = look->view == VIEW_PLAN || look->view == VIEW_AIR;

    if (is_level &&
        (fabs(from_x) > (double)at.plan.w / 2.0 || fabs(from_y) > (double)at.plan.h / 2.0)) {
        look->pan_x -= from_x;
        look->pan_y -= from_y;
    }
}

static void on_key(struct window *w, struct pair *pair, struct look *look,
                   const SDL_KeyboardEvent *e)
{
    const struct wish wish = window_key(e->keysym.sym, e->keysym.mod);

    if (look->is_finding) {
        find_key(&pair->own, look, e->keysym.sym);
        return;
    }
    w->is_open = w->is_open && wish.intent != INTENT_QUIT;
    if (wish.intent == INTENT_PICTURE) {
        take_picture(w, pair, look);
    } else if (wish.intent == INTENT_SCALE) {
        w->asked_scale =
            wish.amount == 0
                ? w->first_scale
                : fminf(MOST_SCALE, fmaxf(1.0F, w->asked_scale + 0.1F * (float)wish.amount));
    }
    window_apply(pair, look, wish);
}

/* Signs for which keyboards differ in the key that makes them. */
static void on_text(const struct pair *pair, struct look *look, const char *text)
{
    if (look->is_finding) {
        find_type(&pair->own, look, text);
    } else if (strcmp(text, "/") == 0) {
        find_begin(look);
    } else if (strcmp(text, "?") == 0) {
        look->has_help = !look->has_help;
    }
}

/* The window's size in pixels and the size of its text. The place of the hall in the middle stays there,
 * and text never grows so large that the parts would not fit. */
static void fit_window(struct window *w, const struct pair *pair, struct look *look)
{
    const double before = painter_layout(&pair->own, look, w->pen.scale).pixels_per_m;
    int width = 0;
    int height = 0;
    int pixels_x = 0;
    int pixels_y = 0;

    SDL_GetWindowSize(w->sdl, &width, &height);
    if (SDL_GetRendererOutputSize(w->renderer, &pixels_x, &pixels_y) != 0 || width <= 0) {
        pixels_x = width;
        pixels_y = height;
    }
    w->mouse.ratio = width > 0 ? (float)pixels_x / (float)width : 1.0F;
    const float most = fminf((float)pixels_x / LEAST_WIDTH_PX, (float)pixels_y / LEAST_HEIGHT_PX);
    const float scale = fmaxf(0.5F, fminf(w->asked_scale * w->mouse.ratio, most));
    if ((float)pixels_x == look->width && (float)pixels_y == look->height &&
        scale == w->pen.scale) {
        return;
    }
    look->width = (float)pixels_x;
    look->height = (float)pixels_y;
    if (scale != w->pen.scale) {
        pen_rescale(&w->pen, scale);
    }
    const double now = painter_layout(&pair->own, look, w->pen.scale).pixels_per_m;
    if (before > 0.0 && now > 0.0) {
        look->pan_x *= now / before;
        look->pan_y *= now / before;
    }
}

static void on_event(struct window *w, struct pair *pair, struct look *look, const SDL_Event *e)
{
    const long before = look->selected;

    w->is_dirty = true;
    fit_window(w, pair, look); /* what follows a change of size finds the places of the new one */
    mouse_event(&w->mouse, &w->pen, pair, look, e);
    switch (e->type) {
    case SDL_QUIT:
        w->is_open = false;
        break;
    case SDL_KEYDOWN:
        on_key(w, pair, look, &e->key);
        fit_window(w, pair, look);
        break;
    case SDL_TEXTINPUT:
        on_text(pair, look, e->text.text);
        break;
    default:
        return;
    }
    if (look->selected >= 0 && look->selected != before) {
        reveal(w, pair, look);
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
    const char *const status = results_status(s->results);
    char time[48];
    char view[64];
    char racks[128] = "";
    char name[512];

    painter_view_name(s, look, view, sizeof view);
    painter_time(s, results_times_s(s->results)[s->time_index], time, sizeof time);
    if (painter_has_several(look)) {
        (void)snprintf(racks, sizeof racks, " - %zu racks", look->choice->n);
    } else if (look->selected >= 0) {
        (void)snprintf(racks, sizeof racks, " - %s", s->rack_names[look->selected]);
    } else if (look->element >= 0) {
        (void)snprintf(racks, sizeof racks, " - %s", s->fixtures->tree.nodes[look->element].name);
    }
    (void)snprintf(name, sizeof name, "%s - %s at %s%s%s%s",
                   s->title != NULL ? s->title : "headroom", s->layer->name, time,
                   strcmp(status, "complete") == 0 ? "" : " (not finished)", racks,
                   look->view == VIEW_PLAN ? modes[look->mode] : view);
    if (strcmp(name, w->name) != 0) {
        (void)snprintf(w->name, sizeof w->name, "%s", name);
        SDL_SetWindowTitle(w->sdl, name);
    }
}

/* True when there was something left to read. */
static bool read_piece(struct pair *pair, struct look *look)
{
    if (courses_read(pair->courses)) {
        return true;
    }
    if (!choice_is_summed(look->choice)) {
        (void)choice_sum(look->choice, &pair->own, READ_RECORDS);
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
        w->is_reading = read_piece(pair, look);
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

/* Looks from time to time whether the file has grown. */
static void follow_on(struct window *w, struct pair *pair, struct look *look, Uint32 now_ms)
{
    bool has_grown = false;

    if (!w->follow->is_on || now_ms - w->followed_ms < FOLLOW_MS) {
        return;
    }
    w->followed_ms = now_ms;
    if (follow_read(w->follow, pair, look, &has_grown) != STATUS_OK) {
        (void)fprintf(stderr, "headroom-view: the file that is followed cannot be read any more\n");
        w->is_lost = true;
        w->is_open = false;
    }
    w->is_dirty = w->is_dirty || has_grown;
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
        mouse_settle(&w->mouse, &w->pen, pair, look);
        const Uint32 now_ms = SDL_GetTicks();
        if (look->is_playing) {
            play(w, pair, look, (now_ms - before_ms) / 1e3);
        }
        before_ms = now_ms;
        follow_on(w, pair, look, now_ms);
        if (!w->is_open) {
            break; /* of a file that is lost nothing may be drawn or read */
        }
        if (w->is_dirty) {
            fit_window(w, pair, look);
            name_window(w, pair, look);
            painter_draw(&w->pen, pair, look);
            SDL_RenderPresent(w->renderer);
            w->is_dirty = false;
        }
        read_on(w, pair, look); /* also the curves that the picture has asked for */
    }
}

/* SDL falls back to drivers that show nothing; a window that nobody sees is no window. */
static bool has_display(void)
{
    const char *const driver = SDL_GetCurrentVideoDriver();

    return driver != NULL && strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
}

/* Without a graphics card SDL's other ways lead through a software OpenGL: several times the time and the
 * memory of drawing plainly, and our pictures are plain. SDL_RENDER_DRIVER in the environment decides. */
static void draw_plainly(void)
{
    (void)SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0) {
        (void)SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
}

enum status window_run(struct pair *pair, struct look *look, struct follow *follow, float scale)
{
    struct window w = {.is_open = true,
                       .is_dirty = true,
                       .follow = follow,
                       .first_scale = scale,
                       .asked_scale = scale,
                       .mouse = {.ratio = 1.0F}};
    enum status st = STATUS_IO;

    if (SDL_Init(SDL_INIT_VIDEO) != 0 || !has_display()) {
        (void)fprintf(stderr, "headroom-view: no display here; use 'headroom plot'\n");
        SDL_Quit();
        return STATUS_IO;
    }
    draw_plainly();
    w.sdl = SDL_CreateWindow(pair->own.title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                             (int)look->width, (int)look->height,
                             SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    w.renderer = w.sdl != NULL ? SDL_CreateRenderer(w.sdl, -1, 0) : NULL;
    if (w.renderer == NULL) {
        (void)fprintf(stderr, "headroom-view: no window: %s\n", SDL_GetError());
    } else if (pen_open(w.renderer, scale, &w.pen) != STATUS_OK) {
        (void)fprintf(stderr, "headroom-view: no font found; set HEADROOM_FONT to a .ttf file\n");
    } else {
        look->has_tabs = true;
        SDL_SetWindowMinimumSize(w.sdl, (int)LEAST_WIDTH_PX, (int)LEAST_HEIGHT_PX);
        SDL_StartTextInput();
        loop(&w, pair, look);
        pen_close(&w.pen);
        st = w.is_lost ? STATUS_IO : STATUS_OK;
    }
    /* SDL wakes a window that waits by a message over a second connection to the display. One that is still
     * under way when the window is gone would end the program with an error: it gets time to arrive. */
    SDL_Delay(LAST_MESSAGE_MS);
    SDL_DestroyRenderer(w.renderer);
    SDL_DestroyWindow(w.sdl);
    SDL_Quit();
    return st;
}
