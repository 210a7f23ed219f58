/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/record/recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sim/record/inner.h"
#include "sim/results/layout.h"

/* A run that is killed loses no more than this of its own time. */
#define FLUSH_S 5.0

/* Rows of a chunk: with 32 columns near square in bytes. */
enum { CHUNK_ROWS = 1024 };

struct recorder {
    struct record_file file;
    struct series *series;
    const char *path;
    const char *part;
    double flushed_s;
    bool has_partial_chunks; /* in the file, since the last flush */
};

static double wall_s(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* HDF5 leaves the system's reason in errno, when there was one. */
static enum status fail(const struct recorder *rec, int reason, const char **ret_why)
{
    *ret_why = text_print(rec->file.arena, "the results cannot be written to '%s': %s", rec->part,
                          reason != 0 ? strerror(reason) : "HDF5 refused");
    return STATUS_IO;
}

/* --------------------------------------------------------------------- open */

static const char *time_unit(struct arena *arena, int64_t start_us)
{
    const int64_t below_us = (start_us % 1000000 + 1000000) % 1000000;
    const time_t start = (time_t)((start_us - below_us) / 1000000);
    struct tm utc = {0};
    char text[64] = "";

    (void)gmtime_r(&start, &utc);
    (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    return below_us == 0 ? text_print(arena, "seconds since %sZ", text)
                         : text_print(arena, "seconds since %s.%06dZ", text, (int)below_us);
}

static size_t chunk_rows_of(const struct plan *plan)
{
    const int64_t n = plan->record_us > 0 ? plan->duration_us / plan->record_us + 1 : 1;

    return n < 1 ? 1 : n < CHUNK_ROWS ? (size_t)n : CHUNK_ROWS;
}

static void write_head(struct record_file *file, const struct provenance_info *info)
{
    struct h5_file *const h5 = &file->h5;
    const struct plan *const plan = file->plan;
    const struct air_model *const air = (const struct air_model *)plan->air.info;

    h5_attribute(h5, h5->id, "Conventions", "CF-1.10");
    h5_attribute(h5, h5->id, "title", plan->title != NULL ? plan->title : plan->name);
    h5_attribute(h5, h5->id, "source",
                 text_print(file->arena, "headroom %s (git %s)", info->version, info->commit));
    h5_attribute(h5, h5->id, "history", info->command);
    h5_attribute_number(h5, h5->id, LAYOUT_FORMAT, LAYOUT_VERSION);
    h5_status(h5, LAYOUT_STATUS, "running");
    h5_attribute(h5, h5->id, "run_mode", plan->duration_us == 0 ? "steady" : "transient");
    h5_attribute(h5, h5->id, "hall", plan->hall_name != NULL ? plan->hall_name : "");
    h5_attribute(h5, h5->id, "site", plan->site_name != NULL ? plan->site_name : "");
    h5_attribute(
        h5, h5->id, "air_model",
        text_print(file->arena, "%s: %s", air->info.name,
                   air->is_field ? "a computed field, by position" : "zone means, not positions"));
    h5_attribute_number(h5, h5->id, "seed", info->seed);
}

/* NOLINTNEXTLINE(readability-function-size): what a file needs to begin with, each from elsewhere */
enum status recorder_create(struct arena *arena, const char *path, const struct plan *plan,
                            const struct limits *limits, const struct provenance_info *info,
                            struct recorder **ret_recorder, const char **ret_why)
{
    struct recorder *const rec = arena_take(arena, 1, sizeof *rec, "results");
    struct record_file *const file = &rec->file;

    rec->path = text_copy(arena, view_of(path));
    rec->part = text_print(arena, "%s.part", path);
    *file = (struct record_file){.arena = arena,
                                 .plan = plan,
                                 .limits = limits,
                                 .chunk_rows = chunk_rows_of(plan),
                                 .is_full = info->is_full_precision};
    errno = 0;
    file->h5 = h5_create(arena, rec->part);
    if (file->h5.has_failed) {
        return fail(rec, errno, ret_why);
    }
    write_head(file, info);
    file->time =
        h5_time(&file->h5, LAYOUT_TIME, time_unit(arena, plan->start_us), file->chunk_rows);
    static_dims(file);
    static_write(file);
    record_limits_begin(file);
    rec->series = series_create(file);
    provenance_write(file, info);
    if (plan->duration_us > 0) { /* from here on a run that is killed leaves a readable file */
        h5_flush(&file->h5);
    }
    if (file->h5.has_failed) {
        const int reason = errno;
        recorder_abandon(rec);
        return fail(rec, reason, ret_why);
    }
    rec->flushed_s = wall_s();
    *ret_recorder = rec;
    return STATUS_OK;
}

/* --------------------------------------------------------------------- rows */

static void flush(struct recorder *rec)
{
    rec->has_partial_chunks = !series_fills_chunks(rec->series);
    series_write(rec->series);
    h5_flush(&rec->file.h5);
    rec->flushed_s = wall_s();
}

static void flush_when_due(struct recorder *rec)
{
    if (series_has_rows(rec->series) && wall_s() - rec->flushed_s >= FLUSH_S) {
        flush(rec);
    }
}

/* A chunk that grows is packed anew, elsewhere, and its old place is given to others: a file that was
 * flushed with half a chunk is readable only until that chunk is written again. So that goes to the
 * disk at once; and where chunks fill quickly only whole ones are flushed, which never move. */
static void flush_whole_chunks(struct recorder *rec)
{
    if (series_fills_chunks(rec->series) &&
        (rec->has_partial_chunks || wall_s() - rec->flushed_s >= FLUSH_S / 2.0)) {
        flush(rec);
    }
}

void recorder_add(struct recorder *rec, const struct hall *hall, double dt_s)
{
    series_add(rec->series, hall, dt_s);
    flush_when_due(rec);
}

enum status recorder_record(struct recorder *rec, const struct hall *hall)
{
    series_end_row(rec->series, (double)hall->time_us / 1e6);
    flush_whole_chunks(rec);
    flush_when_due(rec);
    return rec->file.h5.has_failed ? STATUS_IO : STATUS_OK;
}

/* -------------------------------------------------------------------- close */

/* Waits until the disk has what was written to a file or a folder. */
static bool sync_path(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const bool is_ok = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0) {
        (void)close(fd);
    }
    return is_ok;
}

/* Gives the finished file its name. An older result is replaced at once and as a whole. */
static enum status rename_part(struct recorder *rec, bool keeps_old, const char **ret_path,
                               const char **ret_why)
{
    if (!sync_path(rec->part)) {
        return fail(rec, errno, ret_why);
    }
    if (keeps_old && access(rec->path, F_OK) == 0) {
        return STATUS_OK;
    }
    if (rename(rec->part, rec->path) != 0) {
        return fail(rec, errno, ret_why);
    }
    /* Where a folder cannot be synced the name is as safe as it gets. */
    (void)sync_path(dirname(text_copy(rec->file.arena, view_of(rec->path))));
    *ret_path = rec->path;
    return STATUS_OK;
}

enum status recorder_close(struct recorder *rec, const struct recorder_end *end,
                           const char **ret_path, const char **ret_why)
{
    struct record_file *const file = &rec->file;

    *ret_path = rec->part;
    errno = 0;
    series_write(rec->series);
    record_limits_end(file, end);
    tables_write_ledger(file, end->ledger);
    tables_write(file, end->tables);
    if (!file->h5.has_failed) {
        h5_status(&file->h5, LAYOUT_STATUS, end->status);
    }
    if (!h5_close(&file->h5)) {
        return fail(rec, errno, ret_why);
    }
    return rename_part(rec, end->keeps_old, ret_path, ret_why);
}

void recorder_abandon(struct recorder *rec)
{
    (void)h5_close(&rec->file.h5);
    (void)unlink(rec->part);
}
