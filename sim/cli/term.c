/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/term.h"

#include <langinfo.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sim/base/lines.h"

enum { LEAST_WIDTH = 40, USUAL_WIDTH = LINES_WIDTH, MOST_WIDTH = 500 };

/* ------------------------------------------------------------ the environment */

/* A variable that is set and not empty, or NULL. */
static const char *variable(const char *name)
{
    const char *const value = getenv(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool is_forced(void)
{
    const char *const value = variable("CLICOLOR_FORCE");

    return value != NULL && strcmp(value, "0") != 0;
}

static int width_of(FILE *to, bool is_terminal)
{
    struct winsize size = {0};
    const char *const columns = variable("COLUMNS");
    long width = columns != NULL ? strtol(columns, NULL, 10) : 0;

    if (width <= 0 && is_terminal && ioctl(fileno(to), TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    if (width <= 0) {
        return USUAL_WIDTH;
    }
    return width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : (int)width;
}

static bool is_coloured(bool is_terminal, enum term_wish wish)
{
    const char *const kind = getenv("TERM");
    const bool can = is_terminal && kind != NULL && strcmp(kind, "dumb") != 0;

    return wish == TERM_AUTO ? variable("NO_COLOR") == NULL && (can || is_forced())
                             : wish == TERM_ALWAYS;
}

bool term_read_wish(const char *word, enum term_wish *ret)
{
    static const char *const words[] = {
        [TERM_AUTO] = "auto", [TERM_ALWAYS] = "always", [TERM_NEVER] = "never"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i]) == 0) {
            *ret = (enum term_wish)i;
            return true;
        }
    }
    return false;
}

int term_width(FILE *to)
{
    return width_of(to, isatty(fileno(to)) == 1);
}

struct term term_of(FILE *to, enum term_wish wish)
{
    const bool is_terminal = isatty(fileno(to)) == 1;
    const char *const depth = getenv("COLORTERM");
    const bool is_deep =
        depth != NULL && (strcmp(depth, "truecolor") == 0 || strcmp(depth, "24bit") == 0);

    return (struct term){
        .width = width_of(to, is_terminal),
        .colour = !is_coloured(is_terminal, wish) ? TERM_PLAIN
                  : is_deep                       ? TERM_TRUE
                                                  : TERM_256,
        .has_blocks = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
        .is_a_picture = is_terminal || wish == TERM_ALWAYS || (wish == TERM_AUTO && is_forced()),
    };
}

/* ----------------------------------------------------------------- paragraphs */

void term_say(const char *lead, int indent, const char *format, ...)
{
    va_list args;
    char *said = NULL;
    struct text t = {0};

    va_start(args, format);
    const int length = vasprintf(&said, format, args);
    va_end(args);
    if (length < 0) {
        return;
    }
    lines_wrap(&t, said, lines_seen(lead), indent, LINES_WIDTH);
    (void)printf("%s%s\n", lead, t.at != NULL ? t.at : "");
    text_release(&t);
    free(said);
}

/* The quote that is open after a word, if any. */
static char quote_after(const char *word, size_t n, char quote)
{
    for (size_t i = 0; i < n; i++) {
        const bool is_quote = word[i] == '\'' || word[i] == '"';
        if (is_quote && quote == '\0') {
            quote = word[i];
        } else if (quote == word[i]) {
            quote = '\0';
        }
    }
    return quote;
}

void term_say_command(const char *lead, const char *command)
{
    enum { INDENT = 4, END = 2 }; /* END: room for a quote and a backslash */
    struct text t = {0};
    int column = lines_seen(lead);
    char quote = '\0';

    for (bool is_first = true; *command != '\0'; is_first = false) {
        const size_t n = strcspn(command, " ") + strspn(command + strcspn(command, " "), " ");
        struct text word = {0};
        text_add_view(&word, (struct view){command, n});
        if (!is_first && column + lines_seen(word.at) + END > LINES_WIDTH) {
            text_add(&t, quote == '\'' ? "'\\\n'" : quote == '"' ? "\\\n" : "\\\n%*s", INDENT, "");
            column = quote == '\0' ? INDENT : 1;
        }
        text_add(&t, "%s", word.at);
        column += lines_seen(word.at);
        quote = quote_after(command, n, quote);
        command += n;
        text_release(&word);
    }
    (void)printf("%s%s\n", lead, t.at != NULL ? t.at : "");
    text_release(&t);
}

/* ------------------------------------------------------------------- pictures */

/* The nearest of the 6 x 6 x 6 cube that 256 colours hold. */
static int of_256(struct colour c)
{
    const uint8_t levels[] = {c.r, c.g, c.b};
    int at = 16;

    for (int i = 0, weight = 36; i < 3; i++, weight /= 6) {
        /* The cube's levels are 0, 95, 135, 175, 215, 255. */
        const int level = levels[i] < 48 ? 0 : levels[i] < 115 ? 1 : (levels[i] - 35) / 40;
        at += weight * level;
    }
    return at;
}

static void add_coloured(struct text *t, const struct term *term, struct colour c, const char *ink)
{
    const struct colour over = palette_ink(c);

    if (term->colour == TERM_TRUE) {
        text_add(t, "\033[48;2;%d;%d;%d;38;2;%d;%d;%dm%s\033[0m", c.r, c.g, c.b, over.r, over.g,
                 over.b, ink);
    } else {
        text_add(t, "\033[48;5;%d;38;5;%dm%s\033[0m", of_256(c), over.r != 0 ? 231 : 16, ink);
    }
}

void term_cell(struct text *t, const struct term *term, double share, struct colour colour,
               bool is_marked)
{
    static const char *const blocks[] = {"░░", "▒▒", "▓▓", "██"};
    static const char *const letters[] = {"..", "::", "++", "##"};
    enum { N_SHADES = 4 };

    if (isnan(share)) {
        text_add(t, "??");
        return;
    }
    if (term->colour != TERM_PLAIN) {
        add_coloured(t, term, colour, is_marked ? "!!" : "  ");
        return;
    }
    const int k = (int)fmin(N_SHADES - 1, fmax(0.0, share * N_SHADES));
    text_add(t, "%s", is_marked ? "!!" : term->has_blocks ? blocks[k] : letters[k]);
}

void term_spark(struct text *t, const struct term *term, const double *values, size_t n,
                double least, double most)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const letters[] = {"_", ".", "-", "=", "+", "*", "#", "@"};
    enum { N_BARS = 8 };

    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) {
            text_add(t, " ");
            continue;
        }
        const double share = most > least ? (values[i] - least) / (most - least) : 0.0;
        const int k = (int)fmin(N_BARS - 1, fmax(0.0, share * N_BARS));
        text_add(t, "%s", term->has_blocks ? bars[k] : letters[k]);
    }
}
