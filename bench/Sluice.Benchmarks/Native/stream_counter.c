/* Opens many streams to a model server and counts their events: the least a client can do.
   usage: stream_counter PORT STREAMS EVENTS BODY-FILE [SLOW]
   EVENTS is how many each stream must have before [DONE]. The first SLOW streams are not read until all others have ended.
   Prints one line: streams whole, streams wrong, events of those that were read at once, seconds from the first such event to the last. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char EVENT[] = "data: {", END[] = "data: [DONE]";

/* *_at: letters of EVENT and END matched so far. left: bytes to come of the body's chunk; -1 in the head, 0 in a chunk's length. */
struct stream { int fd, event_at, end_at, left, size; long events; };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void fail(const char *what) { perror(what); exit(2); }

/* One more letter of a pattern whose first letter stands in it only once. */
static int match(const char *pattern, int at, char letter) {
    return letter == pattern[at] ? at + 1 : letter == pattern[0] ? 1 : 0;
}

static long whole, wrong, events;

/* Reads what there is; 1 when the stream has ended. */
static int take(struct stream *stream, long wanted) {
    static char buffer[1 << 16];
    ssize_t got = read(stream->fd, buffer, sizeof buffer);
    int ended = got <= 0;
    for (ssize_t at = 0; at < got && !ended; at++) {
        char letter = buffer[at];
        if (stream->left > 2) { /* of the body; two more end its chunk */
            if ((stream->event_at = match(EVENT, stream->event_at, letter)) == sizeof EVENT - 1) { stream->events++; events++; stream->event_at = 0; }
            if ((stream->end_at = match(END, stream->end_at, letter)) == sizeof END - 1) ended = 1;
            stream->left--;
        } else if (stream->left > 0) stream->left--;
        else if (stream->left < 0) { /* the head ends with an empty line */
            if (letter == '\n') { if (++stream->size == 2) stream->left = stream->size = 0; } else if (letter != '\r') stream->size = 0;
        } else if (letter == '\n') { stream->left = stream->size + 2; stream->size = 0; }
        else if (letter != '\r') stream->size = stream->size * 16 + (letter <= '9' ? letter - '0' : (letter | 32) - 'a' + 10);
    }
    if (!ended) return 0;
    if (got > 0 && stream->events == wanted) whole++; else wrong++;
    close(stream->fd);
    return 1;
}

int main(int argc, char **argv) {
    if (argc < 5) { fprintf(stderr, "usage: %s PORT STREAMS EVENTS BODY-FILE [SLOW]\n", argv[0]); return 2; }
    int streams = atoi(argv[2]), slow = argc > 5 ? atoi(argv[5]) : 0, asked = 0, open_streams = streams - slow, epoll = epoll_create1(0);
    long wanted = atol(argv[3]);
    static char body[1 << 16], request[(1 << 16) + 256];
    FILE *file = fopen(argv[4], "r");
    if (!file) fail(argv[4]);
    size_t length = fread(body, 1, sizeof body, file);
    fclose(file);
    int bytes = snprintf(request, sizeof request, "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s", length, (int)length, body);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct stream *all = calloc(streams, sizeof *all);
    for (int i = 0; i < streams; i++) {
        all[i].left = -1;
        struct epoll_event wish = { .events = EPOLLIN, .data.ptr = &all[i] };
        if ((all[i].fd = socket(AF_INET, SOCK_STREAM, 0)) < 0) fail("socket");
        if (connect(all[i].fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
        if (i >= slow && epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &wish) < 0) fail("epoll_ctl");
    }
    double first = 0, last = 0;
    while (open_streams > 0) {
        for (int i = 0; i < 32 && asked < streams; i++, asked++) /* reads go on while requests are sent */
            if (write(all[asked].fd, request, bytes) != bytes) fail("write");
        struct epoll_event ready[256];
        int count = epoll_wait(epoll, ready, 256, asked < streams ? 0 : 60000); /* a minute without any event: given up */
        if (count == 0 && asked == streams) break;
        if (count < 0 && errno != EINTR) fail("epoll_wait");
        if (count > 0) last = now();
        if (first == 0) first = last;
        for (int i = 0; i < count; i++) open_streams -= take(ready[i].data.ptr, wanted);
    }
    long read_at_once = events;
    for (int i = 0; i < slow; i++) while (!take(&all[i], wanted));
    printf("%ld %ld %ld %.3f\n", whole, wrong + open_streams, read_at_once, last - first);
    return 0;
}
