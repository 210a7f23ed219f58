/* painter.h - one picture of a scene: the same for a file and for a window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_PAINTER_H
#define VIZ_SCREEN_PAINTER_H

#include "viz/choice.h"
#include "viz/screen/column.h"
#include "viz/screen/pen.h"
#include "viz/tree.h"
#include "viz/views.h"

/* What stands in the middle of the picture. */
enum look_view { VIEW_PLAN, VIEW_DIAGRAM, VIEW_AIR, VIEW_SECTION, VIEW_ROW };

/* How two files are looked at. */
enum look_mode { LOOK_ONE, LOOK_BOTH, LOOK_DIFFERENCE, LOOK_MODES };

/* Jumps that need the run to be read. */
enum jump { JUMP_NONE, JUMP_WORST, JUMP_NEXT, JUMP_LAST };
#define LOOK_LEAST_ZOOM 0.5
#define LOOK_MOST_ZOOM  20.0

/* How scenes are looked at. */
struct look {
    float width;
    float height;
    double zoom;  /* 1: the hall fills its place */
    double pan_x; /* pixels */
    double pan_y;
    enum look_mode mode;
    const struct scene *other; /* the second file's, or NULL */
    struct courses *courses;   /* for the curves of a rack */
    enum jump awaited;         /* as soon as the run is read far enough */
    long hovered;              /* rack of the first file, -1 for none */
    long selected;             /* likewise */
    long element;              /* node of the first file's tree that is selected, -1 for none */
    struct choice *choice;     /* racks chosen together, or NULL */
    const bool *marks;         /* (racks of the scene that is drawn) those chosen, or NULL */
    SDL_FRect rubber;          /* that a drag spans at the moment; else empty */
    bool is_playing;
    double speed; /* of playing: 1 shows the run in twenty seconds */
    bool has_help;
    bool has_tabs;   /* names of layers to click on */
    bool is_finding; /* a rack by its name */
    char find[32];
    long found_from; /* the rack that was selected before, and the element */
    long found_from_element;
    enum look_view view;
    struct views *views; /* of the first file: planes through the hall, rows of racks */
    bool has_pointer;    /* it is in the window: */
    float pointer_x;
    float pointer_y;
};

/* Where things stand in the picture, for drawing and for the mouse. */
struct layout {
    SDL_FRect tabs; /* empty without them */
    SDL_FRect plan;
    SDL_FRect second; /* the second file's plan, to the right of the first; else empty */
    SDL_FRect chips;  /* of what has no place, below the plan; empty without */
    SDL_FRect panel;
    SDL_FRect timeline; /* empty when there is one record */
    double pixels_per_m;
    double left; /* pixel of x = 0 */
    double base; /* pixel of y = 0 */
};
struct layout painter_layout(const struct scene *s, const struct look *look, float scale);

/* The layout of the second file's plan. */
struct layout painter_second(const struct layout *at, const struct scene *other,
                             const struct look *look, float scale);

/* True when both files' plans stand beside each other. */
bool painter_has_second(const struct look *look);

/* True when the plan is drawn, also in place of air that the file does not hold. */
bool painter_is_plan(const struct look *look);

/* The scene whose values are on the plan. */
const struct scene *painter_shown(const struct pair *pair, const struct look *look);

/* The rack that is looked at: under the pointer, else selected; -1 for none. */
long painter_rack(const struct look *look);

/* True of a rack of the scene that is drawn which stands out: selected, hovered, or chosen with others. */
bool painter_is_framed(const struct look *look, size_t rack);

/* True when several racks are chosen. */
bool painter_has_several(const struct look *look);

void painter_draw(const struct pen *p, const struct pair *pair, const struct look *look);

/* Parts of it, a file each. */
void painter_plan(const struct pen *p, const struct scene *s, const struct look *look,
                  const struct layout *at);
void painter_air(const struct pen *p, const struct scene *s, const struct look *look,
                 const struct layout *at);
void painter_section(const struct pen *p, const struct scene *s, const struct look *look,
                     const struct layout *at);
void painter_row(const struct pen *p, const struct scene *s, const struct look *look,
                 const struct layout *at);
void painter_diagram(const struct pen *p, const struct scene *s, const struct look *look,
                     const struct layout *at);
void painter_panel(const struct pen *p, const struct scene *s, const struct look *look,
                   const struct layout *at);
void painter_timeline(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at);
void painter_tabs(const struct pen *p, const struct pair *pair, const struct layout *at);

/* Of the head: what is sought and found; that a run did not come to its end, before other words of the
 * line. (find.c, status.c) */
void painter_find(struct column *c, const struct scene *s, const struct look *look);
void painter_status(struct column *c, const struct scene *s);

/* Where the panel's words begin. (panel.c) */
struct column painter_panel_column(const struct pen *p, const struct layout *at);

/* The bar of colours in the panel, for the mouse; empty where there is none. (panel.c) */
SDL_FRect painter_colours(const struct pen *p, const struct scene *s, const struct look *look,
                          const struct layout *at);

/* The layer whose name stands at a place of the tabs, or NULL. (tabs.c) */
const struct layer *painter_tab_at(const struct pen *p, const struct pair *pair,
                                   const struct layout *at, float x);

/* The keys, over all the rest. (keys.c) */
void painter_help(const struct pen *p, const struct look *look);

/* The strip of the timeline, for drawing and for the mouse. (timeline.c) */
SDL_FRect painter_timeline_bar(const struct layout *at, float scale);

/* A box with a course over the run, a second one behind it unless it is NULL, and a mark at the moment that is
 * shown; of two records at least. (panel.c) */
void painter_curve(struct column *c, const struct scene *s, const struct course *own,
                   const struct course *second);

/* The part of the panel on racks chosen together. (several.c) */
void painter_several(struct column *c, const struct scene *s, const struct look *look);

/* The part of the panel that says what the colours mean: short where facts of racks follow, and both
 * shorter still in a low window. */
enum legend_form { LEGEND_FULL, LEGEND_SHORT, LEGEND_LOW, LEGEND_LEAST };
void painter_legend(struct column *c, const struct scene *s, enum legend_form form);

/* The bar of colours in it, for the mouse; empty where kinds have none. */
SDL_FRect painter_legend_bar(struct column c, const struct scene *s, enum legend_form form);

/* The bar of colours in it, with its numbers and the limit. */
void painter_scale(struct column *c, const struct scene *s, enum legend_form form);

/* The element of the tree at a pixel: its box on the plan, its chip, or its box in the one-line diagram; -1
 * for none. (plan.c) */
long painter_element_at(const struct scene *s, const struct look *look, const struct layout *at,
                        float scale, float x, float y);
long painter_diagram_at(const struct scene *s, const struct layout *at, float scale, float x,
                        float y);

/* Marks what the rack that is looked at hangs on, or what hangs on the element that is selected.
 * (diagram.c) */
void painter_mark(const struct look *look, struct tree *t);

/* What is known of the element that is selected, and what hangs on it. (panel_element.c) */
void painter_element(struct column *c, const struct scene *s, const struct look *look);

/* The same of the one-line diagram. (diagram.c) */
void painter_diagram_legend(struct column *c);

/* A time since the start in the unit that fits the whole run: "35 s", "12.5 min", "13.5 h", "123.46 d". */
void painter_time(const struct scene *s, double time_s, char *ret_text, size_t room);

/* A rack's edges and the side of its front. (plan.c) */
void painter_outline(const struct pen *p, const struct layout *at, const struct box *b, int front);

/* What a view beside the plan shows: "Section at x 3.20 m, Air temperature and flow". (aim.c) */
void painter_view_words(const struct scene *s, const struct look *look, char *ret_text,
                        size_t room);

/* The same in two words, for the window's title: " - row A"; empty for the plan. */
void painter_view_name(const struct scene *s, const struct look *look, char *ret_text, size_t room);

/* The rack of the first file at a place in the picture, -1 for none. */
long painter_rack_at(const struct pair *pair, const struct look *look, SDL_FPoint where,
                     float scale);
long painter_section_rack(const struct scene *s, const struct look *look, const struct layout *at,
                          SDL_FPoint where, float scale);
long painter_row_rack(const struct scene *s, const struct look *look, const struct layout *at,
                      SDL_FPoint where, float scale);

/* Of what is drawn to scale: a bar of a round number of metres (plan.c), and the frame of what is looked
 * at. */
void painter_metres(const struct pen *p, const struct layout *at, double pixels_per_m);
void painter_frame(const struct pen *p, SDL_FRect box);

/* Words over the middle of the plan: why something is not there. */
void painter_notice(const struct pen *p, const struct layout *at, const char *text);

/* A rack's value in the layer with its unit, and a number of the layer without. (plan.c) */
void painter_value(const struct scene *s, size_t rack, char *ret_text, size_t room);
void painter_number(const struct scene *s, double value, char *ret_text, size_t room);

/* "22.6 degC" with its unit in the scene's system; room bytes of ret_text. */
void painter_quantity(const struct scene *s, const char *si, double value, char *ret_text,
                      size_t room);

/* The same with fewer digits than its four. */
void painter_rounded(const struct scene *s, const char *si, double value, int digits,
                     char *ret_text, size_t room);

#endif
