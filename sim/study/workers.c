/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/workers.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Memory that all workers share: who takes which case, and what came of it. */
struct board {
    atomic_size_t next; /* case that nobody has taken yet */
    atomic_bool is_stopped;
    pid_t *pids;    /* (n_workers) of the workers of this team */
    char *results;  /* (n_cases * result_size) */
    bool *is_done;  /* (n_cases) */
    size_t n_bytes; /* of the whole */
};

struct team {
    const struct workers_request *request;
    struct board *board;
    pid_t parent;
    size_t n_told; /* cases that the progress has been told of */
};

static bool is_stopped(const struct workers_request *r)
{
    return r->stop != NULL && *r->stop != 0;
}

static bool run_one(const struct workers_request *r, struct board *board)
{
    if (is_stopped(r)) {
        atomic_store(&board->is_stopped, true);
    }
    if (atomic_load(&board->is_stopped)) {
        return false;
    }
    const size_t i = atomic_fetch_add(&board->next, 1);
    if (i >= r->n_cases) {
        return false;
    }
    r->run(r->context, i, board->results + i * r->result_size);
    board->is_done[i] = true;
    return true;
}

static void tell(struct team *team, size_t n)
{
    team->n_told += n;
    if (team->request->progress != NULL) {
        team->request->progress(team->request->whom, team->n_told, team->request->n_cases);
    }
}

/* The life of a worker. It leaves without the parent's clean-up: buffers and files are the parent's.
 * A parent that was killed leaves nobody to work for. */
static void work(const struct team *team, int to_parent)
{
    const char finished = 1;

    while (getppid() == team->parent && run_one(team->request, team->board)) {
        if (write(to_parent, &finished, 1) != 1) {
            break;
        }
    }
    _exit(0);
}

/* A byte for each case that is finished; the end of file comes when the last worker is gone. */
static void watch(struct team *team, int from_workers)
{
    char finished[256];

    for (;;) {
        const ssize_t n = read(from_workers, finished, sizeof finished);
        if (is_stopped(team->request)) {
            atomic_store(&team->board->is_stopped, true);
        }
        if (n > 0) {
            tell(team, (size_t)n);
        } else if (n == 0 || errno != EINTR) {
            return;
        }
    }
}

/* Works off the cases that nobody has taken. Returns how many workers could be started. */
static size_t run_team(struct team *team, size_t n_workers)
{
    int ends[2];
    size_t n_started = 0;

    if (pipe(ends) != 0) {
        return 0;
    }
    for (size_t k = 0; k < n_workers; k++) {
        const pid_t pid = fork();
        if (pid == 0) {
            (void)close(ends[0]);
            work(team, ends[1]);
        }
        if (pid > 0) {
            team->board->pids[n_started++] = pid;
        }
    }
    (void)close(ends[1]);
    watch(team, ends[0]);
    (void)close(ends[0]);
    for (size_t k = 0; k < n_started; k++) {
        while (waitpid(team->board->pids[k], NULL, 0) < 0 && errno == EINTR) {
        }
    }
    return n_started;
}

static size_t count_workers(const struct workers_request *r)
{
    const long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t wanted = r->n_workers > 0 ? r->n_workers : n_cores > 0 ? (size_t)n_cores : 1;

    return wanted < r->n_cases ? wanted : r->n_cases;
}

static size_t aligned(size_t n_bytes)
{
    return (n_bytes + 63) / 64 * 64;
}

static struct board *board_create(const struct workers_request *r, size_t n_workers)
{
    const size_t at_pids = aligned(sizeof(struct board));
    const size_t at_results = at_pids + aligned(n_workers * sizeof(pid_t));
    const size_t at_done = at_results + aligned(r->n_cases * r->result_size);
    const size_t n_bytes = at_done + r->n_cases * sizeof(bool);
    char *const memory =
        mmap(NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        return NULL;
    }
    struct board *const board = (struct board *)(void *)memory;
    board->n_bytes = n_bytes;
    board->pids = (pid_t *)(void *)(memory + at_pids);
    board->results = memory + at_results;
    board->is_done = (bool *)(void *)(memory + at_done);
    return board;
}

enum status workers_run(const struct workers_request *request, void *ret_results, bool *ret_is_done)
{
    if (request->n_cases == 0) {
        return STATUS_OK;
    }
    const size_t n_workers = count_workers(request);
    bool is_alone = request->n_workers == 1;
    struct board *const board = board_create(request, n_workers);
    if (board == NULL) {
        return STATUS_NO_MEMORY;
    }
    struct team team = {.request = request, .board = board, .parent = getpid()};

    /* A team that died to the last man has left cases that nobody has taken: the next one goes on.
     * Each took a case along, so this ends. */
    while (!is_alone && atomic_load(&board->next) < request->n_cases &&
           !atomic_load(&board->is_stopped)) {
        is_alone = run_team(&team, n_workers) == 0;
    }
    while (is_alone && run_one(request, board)) {
        tell(&team, 1);
    }
    const bool was_stopped = atomic_load(&board->is_stopped);
    memcpy(ret_results, board->results, request->n_cases * request->result_size);
    memcpy(ret_is_done, board->is_done, request->n_cases * sizeof(bool));
    (void)munmap(board, board->n_bytes);
    return was_stopped ? STATUS_INTERRUPTED : STATUS_OK;
}
