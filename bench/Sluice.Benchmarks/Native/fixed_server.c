#define _GNU_SOURCE
/* A model server that answers everything with the same text after a fixed time: the least a server can do, so that what is left is the client's.
   usage: fixed_server LATENCY_MS CHUNKS BODY-FILE
   Requests that ask for a stream get CHUNKS events, all others the body. Prints its port; when its input ends, the seconds (CLOCK_REALTIME)
   of the first request and of the last answer, how many requests came, and how many answers were sent in each 10 ms after the first one. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 8192, BUCKETS = 360000 }; /* connections; hundredths of a second: an hour */

struct conn { int fd; size_t have, size; char *data; };
struct due { double at; struct conn *conn; int generation; size_t length; const char *answer; };

static char whole[1 << 16], listing[512], stream[1 << 20];
static size_t whole_length, listing_length, stream_length;
static struct conn *conns[65536];
static int generations[65536];
static struct due queue[1 << 16]; /* in the order they are due, since all wait equally long */
static unsigned head, tail;
static long buckets[BUCKETS], requests;
static double first_request, first_answer, last_answer;

static double now(void) { struct timespec t; clock_gettime(CLOCK_REALTIME, &t); return t.tv_sec + t.tv_nsec * 1e-9; }
static void fail(const char *what) { perror(what); exit(2); }

static void drop(struct conn *c) {
    generations[c->fd]++;
    conns[c->fd] = NULL;
    close(c->fd);
    free(c->data);
    free(c);
}

static void send_due(struct due *due) {
    if (conns[due->conn->fd] != due->conn || generations[due->conn->fd] != due->generation) return;
    size_t sent = 0;
    while (sent < due->length) {
        ssize_t n = write(due->conn->fd, due->answer + sent, due->length - sent);
        if (n > 0) sent += n;
        else if (n < 0 && errno == EAGAIN) { struct pollfd p = { .fd = due->conn->fd, .events = POLLOUT }; poll(&p, 1, 1000); }
        else return;
    }
    if (due->answer == listing) return;
    last_answer = now();
    if (first_answer == 0) first_answer = last_answer;
    int bucket = (int)((last_answer - first_answer) * 100);
    if (bucket < BUCKETS) buckets[bucket]++;
}

/* Takes whole requests from the front of what a connection has; each is answered after the latency. */
static void take(struct conn *c, double latency) {
    for (;;) {
        char *end = memmem(c->data, c->have, "\r\n\r\n", 4);
        if (!end) return;
        size_t header = end + 4 - c->data, length = 0;
        *end = 0;
        char *field = strcasestr(c->data, "content-length:");
        if (field) length = strtoul(field + 15, NULL, 10);
        int get = c->data[0] == 'G';
        *end = '\r';
        if (c->have < header + length) return;
        int streamed = memmem(c->data + header, length, "\"stream\":true", 13) != NULL;
        double at = now();
        if (!get) { requests++; if (first_request == 0) first_request = at; }
        struct due due = { .at = get ? at : at + latency, .conn = c, .generation = generations[c->fd],
            .answer = get ? listing : streamed ? stream : whole, .length = get ? listing_length : streamed ? stream_length : whole_length };
        if (get || latency == 0) send_due(&due);
        else queue[tail++ & 0xFFFF] = due;
        memmove(c->data, c->data + header + length, c->have -= header + length);
    }
}

static size_t http(char *to, size_t size, const char *type, const char *body, size_t length) {
    int n = snprintf(to, size, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", type, length);
    memcpy(to + n, body, length);
    return n + length;
}

int main(int argc, char **argv) {
    if (argc != 4) { fprintf(stderr, "usage: %s LATENCY_MS CHUNKS BODY-FILE\n", argv[0]); return 2; }
    double latency = atof(argv[1]) / 1000;
    static char body[1 << 15], events[1 << 19];
    FILE *file = fopen(argv[3], "r");
    if (!file) fail(argv[3]);
    whole_length = http(whole, sizeof whole, "application/json", body, fread(body, 1, sizeof body, file));
    fclose(file);
    const char *models = "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}";
    listing_length = http(listing, sizeof listing, "application/json", models, strlen(models));
    size_t n = 0;
    int chunks = atoi(argv[2]);
    for (int i = 0; i < chunks; i++) { /* {"title":"aa…"}, a letter a chunk between the first and the last */
        const char *text = i == 0 ? "{\\\"title\\\":\\\"" : i == chunks - 1 ? "\\\",\\\"skills\\\":[]}" : "a";
        n += snprintf(events + n, sizeof events - n, "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n", text);
    }
    n += snprintf(events + n, sizeof events - n, "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"id\":\"c\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\ndata: [DONE]\n\n", chunks, 120 + chunks);
    stream_length = http(stream, sizeof stream, "text/event-stream", events, n);

    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1, epoll = epoll_create1(0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 4096) < 0) fail("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    struct epoll_event wish = { .events = EPOLLIN, .data.fd = listener };
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &wish);
    wish.data.fd = 0;
    epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &wish);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        struct epoll_event ready[256];
        double wait = head == tail ? 0 : queue[head & 0xFFFF].at - now();
        if (wait < 0) wait = 0;
        struct timespec left = { .tv_sec = (time_t)wait, .tv_nsec = (long)((wait - (time_t)wait) * 1e9) }; /* a timeout in milliseconds answers up to one too late */
        int count = epoll_pwait2(epoll, ready, 256, head == tail ? NULL : &left, NULL);
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == 0) goto over;
            if (fd == listener) {
                int client = accept(listener, NULL, NULL);
                if (client < 0 || client >= MOST) { if (client >= 0) close(client); continue; }
                fcntl(client, F_SETFL, O_NONBLOCK);
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                struct conn *c = calloc(1, sizeof *c);
                c->fd = client;
                c->data = malloc(c->size = 16384);
                conns[client] = c;
                struct epoll_event reading = { .events = EPOLLIN, .data.fd = client };
                epoll_ctl(epoll, EPOLL_CTL_ADD, client, &reading);
                continue;
            }
            struct conn *c = conns[fd];
            if (!c) continue;
            if (c->have + 1 >= c->size) c->data = realloc(c->data, c->size *= 2);
            ssize_t got = read(fd, c->data + c->have, c->size - c->have - 1);
            if (got == 0 || (got < 0 && errno != EAGAIN)) { drop(c); continue; }
            if (got > 0) { c->have += got; c->data[c->have] = 0; take(c, latency); }
        }
        while (head != tail && queue[head & 0xFFFF].at <= now()) send_due(&queue[head++ & 0xFFFF]);
    }
over:
    printf("%.6f %.6f %ld", first_request, last_answer, requests);
    for (int i = 0; i < BUCKETS && i <= (int)((last_answer - first_answer) * 100); i++) printf(" %ld", buckets[i]);
    printf("\n");
    return 0;
}
