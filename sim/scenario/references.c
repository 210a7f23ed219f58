/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/references.h"

void references_claim(struct diag *diag, struct names *names, const char *what, const char *name,
                      long index, struct span at)
{
    struct span first = {0};

    if (name == NULL) {
        return;
    }
    if (names_find(names, name, &first) != NAME_NOT_FOUND) {
        diag_add(diag, DIAG_NAME_TWICE, at, "there are two %ss with the name '%s'", what, name);
        diag_note(diag, "the first is at %s:%u", diag_source_name(diag, first.source), first.line);
        return;
    }
    (void)names_add(names, name, index, at);
}

void references_resolve(struct diag *diag, const struct names *names, const char *what,
                        struct name_ref *ref)
{
    if (ref->text == NULL) {
        return;
    }
    ref->index = names_find(names, ref->text, NULL);
    if (ref->index == NAME_NOT_FOUND) {
        const char *const near = names_nearest(names, ref->text);
        diag_add(diag, DIAG_UNKNOWN_NAME, ref->at, "there is no %s '%s'%s%s%s", what, ref->text,
                 near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    }
}

void references_resolve_all(struct diag *diag, const struct names *names, const char *what,
                            struct name_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        references_resolve(diag, names, what, &list->items[i]);
    }
}
