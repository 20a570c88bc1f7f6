/* Opens many streams to a model server at once and counts their events: the least a client can do.
   usage: stream_counter PORT STREAMS EVENTS BODY-FILE
   EVENTS is how many each stream must have before [DONE]. Prints one line:
   streams whole, streams wrong, events, seconds from the first event to the last. */
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

struct stream { int fd, event_at, end_at; long events; }; /* *_at: letters of EVENT and END matched so far */

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

int main(int argc, char **argv) {
    if (argc != 5) { fprintf(stderr, "usage: %s PORT STREAMS EVENTS BODY-FILE\n", argv[0]); return 2; }
    int streams = atoi(argv[2]), open_streams = streams, epoll = epoll_create1(0);
    long wanted = atol(argv[3]), events = 0, whole = 0, wrong = 0;
    static char body[1 << 16], request[(1 << 16) + 256], buffer[1 << 16];
    FILE *file = fopen(argv[4], "r");
    if (!file) fail(argv[4]);
    size_t length = fread(body, 1, sizeof body, file);
    fclose(file);
    int bytes = snprintf(request, sizeof request, "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s", length, (int)length, body);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct stream *all = calloc(streams, sizeof *all);
    for (int i = 0; i < streams; i++) {
        struct epoll_event wish = { .events = EPOLLIN, .data.ptr = &all[i] };
        if ((all[i].fd = socket(AF_INET, SOCK_STREAM, 0)) < 0) fail("socket");
        if (connect(all[i].fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
        if (write(all[i].fd, request, bytes) != bytes) fail("write");
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &wish) < 0) fail("epoll_ctl");
    }
    double first = 0, last = 0;
    while (open_streams > 0) {
        struct epoll_event ready[256];
        int count = epoll_wait(epoll, ready, 256, 60000); /* a minute without any event: given up */
        if (count == 0) break;
        if (count < 0 && errno != EINTR) fail("epoll_wait");
        last = now();
        if (first == 0) first = last;
        for (int i = 0; i < count; i++) {
            struct stream *stream = ready[i].data.ptr;
            ssize_t got = read(stream->fd, buffer, sizeof buffer);
            int ended = got <= 0;
            for (ssize_t at = 0; at < got; at++) {
                if ((stream->event_at = match(EVENT, stream->event_at, buffer[at])) == sizeof EVENT - 1) { stream->events++; events++; stream->event_at = 0; }
                if ((stream->end_at = match(END, stream->end_at, buffer[at])) == sizeof END - 1) { ended = 1; break; }
            }
            if (!ended) continue;
            if (got > 0 && stream->events == wanted) whole++; else wrong++;
            close(stream->fd);
            open_streams--;
        }
    }
    printf("%ld %ld %ld %.3f\n", whole, wrong + open_streams, events, last - first);
    return 0;
}
