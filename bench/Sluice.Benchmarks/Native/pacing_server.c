#define _GNU_SOURCE
/* A model server whose timing is known: the first token of an answer after a fixed time, then one every step, each at its own moment on the clock
   however late the last one was. It writes down when each one was really sent, which is what a client's times are held against.
   usage: pacing_server FIRST_MS STEP_MS TOKENS RECORD-FILE
   Prints its port. When its input ends it writes the record: whole seconds and nanoseconds as 64-bit numbers of nanoseconds on CLOCK_MONOTONIC.
     first request of any kind, number of requests that asked for TOKENS tokens, of each: arrival, first sending, last sending, tokens sent;
     then the number of gaps between sendings of one stream, and each gap. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1 << 16, RING = 1 << 17 }; /* connections; streams that wait for their next token */

struct conn { int fd, asked, sent, words; size_t have, size; char *data; int64_t due, last, record; };
struct queue { struct conn *items[RING]; unsigned head, tail; };

static struct conn *conns[MOST];
static struct queue firsts, nexts; /* each in the order its streams are due, since all in it wait equally long */
static int64_t *requests, *gaps, first_request;
static size_t request_count, request_room, gap_count, gap_room;
static int64_t first_wait, step;
static int tokens;

static int64_t now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000LL + t.tv_nsec; }
static void fail(const char *what) { perror(what); exit(2); }
static void push(struct queue *q, struct conn *c) { q->items[q->tail++ % RING] = c; }
static int64_t due_of(struct queue *q) { return q->head == q->tail ? INT64_MAX : q->items[q->head % RING] ? q->items[q->head % RING]->due : 0; }

static void *grown(void *array, size_t count, size_t *room, size_t width) {
    if (count < *room) return array;
    *room = *room ? *room * 2 : 1 << 16;
    if (!(array = realloc(array, *room * width))) fail("memory");
    return array;
}

static void forget(struct queue *q, struct conn *c) {
    for (unsigned i = q->head; i != q->tail; i++) if (q->items[i % RING] == c) q->items[i % RING] = NULL;
}

static void drop(struct conn *c) {
    forget(&firsts, c);
    forget(&nexts, c);
    conns[c->fd] = NULL;
    close(c->fd);
    free(c->data);
    free(c);
}

/* The kernel's buffer takes a token at once unless its reader has stopped reading; then this waits, and the record says so. */
static int put(struct conn *c, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t n = send(c->fd, bytes, length, MSG_NOSIGNAL);
        if (n > 0) { bytes += n; length -= n; }
        else if (errno == EAGAIN) { struct pollfd p = { .fd = c->fd, .events = POLLOUT }; poll(&p, 1, 1000); }
        else return 0;
    }
    return 1;
}

static size_t chunk(char *to, const char *body) { return sprintf(to, "%zx\r\n%s\r\n", strlen(body), body); }

static void step_on(struct conn *c) {
    static const char *words[] = { " one", " and", " then", " more", " of", " it" };
    char body[512], out[2048];
    int last = c->sent + 1 == c->asked;
    sprintf(body, "data: {\"id\":\"chatcmpl-%d\",\"object\":\"chat.completion.chunk\",\"created\":1770000000,\"model\":\"paced\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"logprobs\":null,\"finish_reason\":%s}]}\n\n",
        c->fd, words[c->sent % 6], last ? "\"length\"" : "null");
    size_t length = chunk(out, body);
    if (last) {
        sprintf(body, "data: {\"id\":\"chatcmpl-%d\",\"object\":\"chat.completion.chunk\",\"created\":1770000000,\"model\":\"paced\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n",
            c->fd, c->words, c->asked, c->words + c->asked);
        length += chunk(out + length, body);
        length += chunk(out + length, "data: [DONE]\n\n");
        length += sprintf(out + length, "0\r\n\r\n");
    }
    int64_t at = now();
    if (c->record >= 0) {
        int64_t *r = requests + 4 * c->record;
        if (c->sent == 0) r[1] = at;
        else { gaps = grown(gaps, gap_count, &gap_room, sizeof *gaps); gaps[gap_count++] = at - c->last; }
        r[2] = at;
        r[3]++;
    }
    c->last = at;
    c->sent++;
    c->due += step;
    if (!put(c, out, length)) { drop(c); return; }
    if (!last) push(&nexts, c);
    else c->asked = 0;
}

static int words_of(const char *body) {
    int words = 0;
    for (const char *at = body; (at = strstr(at, "\"content\":\"")); ) {
        at += 11;
        for (words++; *at && *at != '"'; at++) words += *at == ' ';
    }
    return words;
}

/* Takes a whole request from the front of what a connection has. */
static void take(struct conn *c) {
    char *end = strstr(c->data, "\r\n\r\n");
    if (!end || c->asked) return;
    size_t header = end + 4 - c->data, length = 0;
    char *field = strcasestr(c->data, "content-length:");
    if (field && field < end) length = strtoul(field + 15, NULL, 10);
    if (c->have < header + length) return;
    char saved = c->data[header + length];
    c->data[header + length] = 0;
    if (!strncmp(c->data, "POST /v1/chat/completions ", 26)) {
        int64_t at = now();
        if (!first_request) first_request = at;
        char *wish = strstr(c->data + header, "\"max_tokens\":");
        c->asked = wish ? atoi(wish + 13) : 16;
        c->words = words_of(c->data + header);
        c->sent = 0;
        c->due = at + first_wait;
        c->record = -1;
        if (c->asked == tokens) {
            requests = grown(requests, request_count, &request_room, 4 * sizeof *requests);
            c->record = request_count++;
            memcpy(requests + 4 * c->record, (int64_t[]){ at, 0, 0, 0 }, 4 * sizeof *requests);
        }
        static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        put(c, head, sizeof head - 1);
        push(&firsts, c);
    } else if (strstr(c->data, "/models ")) {
        static const char listing[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 72\r\n\r\n{\"object\":\"list\",\"data\":[{\"id\":\"paced\",\"object\":\"model\",\"created\":1}]}  ";
        put(c, listing, sizeof listing - 1);
    } else {
        static const char unknown[] = "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        put(c, unknown, sizeof unknown - 1);
    }
    c->data[header + length] = saved;
    memmove(c->data, c->data + header + length, c->have -= header + length);
    c->data[c->have] = 0;
}

static void read_from(struct conn *c) {
    if (c->have + 4096 >= c->size && !(c->data = realloc(c->data, c->size *= 2))) fail("memory");
    ssize_t got = recv(c->fd, c->data + c->have, c->size - c->have - 1, 0);
    if (got == 0 || (got < 0 && errno != EAGAIN)) { drop(c); return; }
    if (got < 0) return;
    c->have += got;
    c->data[c->have] = 0;
    take(c);
}

static void write_record(const char *file) {
    FILE *out = fopen(file, "w");
    if (!out) fail(file);
    int64_t counts[] = { first_request, request_count };
    fwrite(counts, sizeof *counts, 2, out);
    fwrite(requests, 4 * sizeof *requests, request_count, out);
    int64_t number = gap_count;
    fwrite(&number, sizeof number, 1, out);
    fwrite(gaps, sizeof *gaps, gap_count, out);
    if (fclose(out)) fail(file);
}

int main(int argc, char **argv) {
    if (argc != 5) { fprintf(stderr, "usage: %s FIRST_MS STEP_MS TOKENS RECORD-FILE\n", argv[0]); return 2; }
    first_wait = atof(argv[1]) * 1e6;
    step = atof(argv[2]) * 1e6;
    tokens = atoi(argv[3]);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1, epoll = epoll_create1(0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 8192) < 0) fail("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    struct epoll_event wish = { .events = EPOLLIN, .data.fd = listener }, ready[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &wish);
    wish.data.fd = 0;
    epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &wish);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        while (firsts.head != firsts.tail && !firsts.items[firsts.head % RING]) firsts.head++;
        while (nexts.head != nexts.tail && !nexts.items[nexts.head % RING]) nexts.head++;
        int64_t first = due_of(&firsts), next = due_of(&nexts), due = first < next ? first : next, left = due == INT64_MAX ? 60000000000LL : due - now();
        struct timespec wait = { left > 0 ? left / 1000000000 : 0, left > 0 ? left % 1000000000 : 0 };
        int count = epoll_pwait2(epoll, ready, 256, &wait, NULL);
        if (count < 0 && errno != EINTR) fail("epoll_pwait2");
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == 0) { write_record(argv[4]); return 0; }
            if (fd != listener) { if (conns[fd]) read_from(conns[fd]); continue; }
            for (int client; (client = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0; ) {
                if (client >= MOST) { close(client); continue; }
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                struct conn *c = calloc(1, sizeof *c);
                c->fd = client;
                c->data = malloc(c->size = 16384);
                conns[client] = c;
                struct epoll_event reading = { .events = EPOLLIN, .data.fd = client };
                epoll_ctl(epoll, EPOLL_CTL_ADD, client, &reading);
            }
        }
        /* At most so many tokens before the sockets are looked at again: a request is stamped when it comes. */
        for (int k = 0; k < 64; k++) {
            while (firsts.head != firsts.tail && !firsts.items[firsts.head % RING]) firsts.head++;
            while (nexts.head != nexts.tail && !nexts.items[nexts.head % RING]) nexts.head++;
            struct queue *q = due_of(&firsts) < due_of(&nexts) ? &firsts : &nexts;
            if (due_of(q) > now()) break;
            step_on(q->items[q->head++ % RING]);
        }
    }
}
