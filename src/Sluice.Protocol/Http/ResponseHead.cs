using System.Buffers.Text;
using System.Net;
using System.Text;

namespace Sluice.Protocol.Http;

/// <summary>Status line and headers of an answer in HTTP/1.1 (RFC 9112), as they lie in a buffer.</summary>
readonly ref struct ResponseHead
{
    const int StatusStart = 9; // of "HTTP/1.1 200 OK"

    readonly ReadOnlySpan<byte> fields;

    ResponseHead(int version, int status, ReadOnlySpan<byte> fields, int length)
    {
        (Version, Status, Length) = (version, status, length);
        this.fields = fields;
    }

    /// <summary>Behind the dot: 0 or 1.</summary>
    int Version { get; }

    public int Status { get; }

    /// <summary>Bytes, the empty line included.</summary>
    public int Length { get; }

    /// <summary>Whether another head comes, which is the answer's.</summary>
    public bool IsInterim => Status is >= 100 and < 200;

    /// <summary>How the body's end is told.</summary>
    public BodyFraming Framing { get; private init; }

    /// <summary>Whether the connection may be used again.</summary>
    public bool KeepsOpen { get; private init; }

    /// <summary>False while the end of the head has not come. Throws when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ResponseHead head)
    {
        head = default;
        if (!TryLine(bytes, out var first, out var start))
            return false;
        var at = start;
        while (TryLine(bytes[at..], out var line, out var taken))
        {
            at += taken;
            if (line.Length > 0)
                continue;
            var read = new ResponseHead(VersionOf(first), StatusOf(first), bytes[start..at], at);
            head = read with { Framing = read.FramingOf(), KeepsOpen = read.IsKeptOpen() };
            return true;
        }
        return false;
    }

    public static HttpRequestException Invalid(string what) => new(HttpRequestError.InvalidResponse, what);

    /// <summary>Of a good answer only what is asked about is kept: its headers would cost more than it.</summary>
    public HttpResponseMessage ToResponse(HttpContent content)
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = content };
        var rest = fields;
        while (NextField(ref rest, out var name, out var value))
        {
            if (Status == 200 && !Is(name, "content-type"u8) && !Is(name, "content-encoding"u8))
                continue;
            var (named, text) = (Text(name), Text(value));
            if (!response.Headers.TryAddWithoutValidation(named, text))
                content.Headers.TryAddWithoutValidation(named, text);
        }
        return response;
    }

    BodyFraming FramingOf()
    {
        if (Status is 204 or 304 || IsInterim)
            return BodyFraming.OfLength(0);
        long? length = null;
        var chunked = false;
        var rest = fields;
        while (NextField(ref rest, out var name, out var value))
        {
            if (Is(name, "transfer-encoding"u8))
            {
                if (!Is(value, "chunked"u8) || chunked)
                    throw Invalid($"the transfer encoding '{Text(value)}' is not known; allowed: chunked");
                chunked = true;
            }
            else if (Is(name, "content-length"u8))
            {
                if (!Utf8Parser.TryParse(value, out long told, out var digits) || digits != value.Length || told < 0 || (length ?? told) != told)
                    throw Invalid($"the content length '{Text(value)}' is no length, or not the only one");
                length = told;
            }
        }
        return chunked ? BodyFraming.Chunked() : length is { } known ? BodyFraming.OfLength(known) : BodyFraming.UntilClose();
    }

    bool IsKeptOpen()
    {
        var kept = Version >= 1;
        var rest = fields;
        while (NextField(ref rest, out var name, out var value))
        {
            if (!Is(name, "connection"u8))
                continue;
            foreach (var part in value.Split((byte)','))
            {
                var word = value[part].Trim(" \t"u8);
                if (Is(word, "close"u8))
                    return false;
                kept |= Is(word, "keep-alive"u8);
            }
        }
        return kept;
    }

    /// <summary>Takes the next header.</summary>
    static bool NextField(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (!TryLine(rest, out var line, out var taken) || line.Length == 0)
            return false;
        rest = rest[taken..];
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAny(" \t"u8))
            throw Invalid($"'{Text(line[..Math.Min(line.Length, 80)])}' is no header");
        name = line[..colon];
        value = line[(colon + 1)..].Trim(" \t"u8);
        return true;
    }

    /// <summary>A line without its end, which some servers write without a carriage return.</summary>
    static bool TryLine(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out int taken)
    {
        var end = bytes.IndexOf((byte)'\n');
        line = default;
        taken = end + 1;
        if (end < 0)
            return false;
        line = bytes[..end];
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        return true;
    }

    static int VersionOf(ReadOnlySpan<byte> line) =>
        line.Length >= StatusStart && line.StartsWith("HTTP/1."u8) && line[7] is (byte)'0' or (byte)'1' && line[8] == ' '
            ? line[7] - '0'
            : throw Invalid($"'{Text(line[..Math.Min(line.Length, 80)])}' is no answer in HTTP/1.1");

    static int StatusOf(ReadOnlySpan<byte> line)
    {
        var digits = line[StatusStart..];
        return Utf8Parser.TryParse(digits, out int status, out var read) && read == 3 && status is >= 100 and not 101 && (digits.Length == 3 || digits[3] == ' ')
            ? status
            : throw Invalid($"'{Text(line[..Math.Min(line.Length, 80)])}' has no status that can be taken");
    }

    static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(word, lower);

    /// <summary>The usual ones cost no string.</summary>
    static string Text(ReadOnlySpan<byte> bytes)
    {
        foreach (var known in Known)
        {
            if (Ascii.Equals(bytes, known))
                return known;
        }
        return Encoding.Latin1.GetString(bytes);
    }

    static readonly string[] Known = ["Content-Type", "content-type", "text/event-stream", "text/event-stream; charset=utf-8", "application/json"];
}
