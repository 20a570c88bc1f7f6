using System.Buffers.Binary;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Events;

/// <summary>One request as bytes: its id, which of its facts are known, those, and its chunks. Times are written as distances from its sending.</summary>
static class RequestPacking
{
    /// <summary>Of all but the chunks: 25 numbers and two of eight bytes.</summary>
    public const int MostBytes = 25 * PackedNumbers.Most + 2 * sizeof(double);

    [Flags]
    enum Known
    {
        WarmUp = 1,
        Burst = 1 << 1,
        Headers = 1 << 2,
        ChunkCounts = 1 << 3,
        PromptAimed = 1 << 4,
        OutputAsked = 1 << 5,
        PromptTokens = 1 << 6,
        OutputTokens = 1 << 7,
        ReasoningTokens = 1 << 8,
        CachedTokens = 1 << 9,
        CountedTokens = 1 << 10,
        Finish = 1 << 11,
        Failure = 1 << 12,
        Detail = 1 << 13,
        Status = 1 << 14,
        Ignored = 1 << 15,
        Comments = 1 << 16,
        Judged = 1 << 17,
        Valid = 1 << 18,
        Server = 1 << 19,
        PromptMs = 1 << 20,
        DecodeMs = 1 << 21,
        Drafted = 1 << 22,
        Accepted = 1 << 23,
    }

    public static int IdOf(byte[] bytes, int at) => (int)PackedNumbers.Signed(bytes, ref at);

    public static void Write(RequestEvents request, Span<byte> bytes, ref int at, PackedWords words)
    {
        PackedNumbers.WriteSigned(bytes, ref at, request.Id);
        PackedNumbers.Write(bytes, ref at, (ulong)KnownOf(request));
        PackedNumbers.WriteSigned(bytes, ref at, request.Sent.Ticks);
        PackedNumbers.WriteSigned(bytes, ref at, (request.Scheduled - request.Sent).Ticks);
        PackedNumbers.WriteSigned(bytes, ref at, (request.End - request.Sent).Ticks);
        Optional(bytes, ref at, request.Burst);
        Optional(bytes, ref at, (request.Headers - request.Sent)?.Ticks);
        Optional(bytes, ref at, (long?)request.ChunkCounts);
        Optional(bytes, ref at, request.PromptAimed);
        Optional(bytes, ref at, request.OutputAsked);
        Optional(bytes, ref at, request.PromptTokens);
        Optional(bytes, ref at, request.OutputTokens);
        Optional(bytes, ref at, request.ReasoningTokens);
        Optional(bytes, ref at, request.CachedTokens);
        Optional(bytes, ref at, request.CountedTokens);
        Optional(bytes, ref at, request.Finish is { } finish ? words.NumberOf(finish) : null);
        Optional(bytes, ref at, (long?)request.Failure);
        Optional(bytes, ref at, request.Detail is { } detail ? words.NumberOf(detail) : null);
        Optional(bytes, ref at, request.Status);
        Optional(bytes, ref at, request.Ignored == 0 ? null : request.Ignored);
        Optional(bytes, ref at, request.Comments == 0 ? null : request.Comments);
        Exact(bytes, ref at, request.Server?.PromptMs);
        Exact(bytes, ref at, request.Server?.DecodeMs);
        Optional(bytes, ref at, request.Server?.Drafted);
        Optional(bytes, ref at, request.Server?.Accepted);
        PackedNumbers.Write(bytes, ref at, (ulong)request.Chunks.Count);
        PackedNumbers.Write(bytes, ref at, (ulong)request.Chunks.Bytes.Length);
        request.Chunks.Bytes.CopyTo(bytes[at..]);
        at += request.Chunks.Bytes.Length;
    }

    public static RequestEvents Read(byte[] bytes, int at, PackedWords words)
    {
        var id = (int)PackedNumbers.Signed(bytes, ref at);
        var known = (Known)PackedNumbers.Number(bytes, ref at);
        var sent = TimeSpan.FromTicks(PackedNumbers.Signed(bytes, ref at));
        return new RequestEvents
        {
            Id = id,
            WarmUp = known.HasFlag(Known.WarmUp),
            Sent = sent,
            Scheduled = sent + TimeSpan.FromTicks(PackedNumbers.Signed(bytes, ref at)),
            End = sent + TimeSpan.FromTicks(PackedNumbers.Signed(bytes, ref at)),
            Burst = (int?)Next(Known.Burst),
            Headers = Next(Known.Headers) is { } headers ? sent + TimeSpan.FromTicks(headers) : null,
            ChunkCounts = (CountSource?)Next(Known.ChunkCounts),
            PromptAimed = (int?)Next(Known.PromptAimed),
            OutputAsked = (int?)Next(Known.OutputAsked),
            PromptTokens = (int?)Next(Known.PromptTokens),
            OutputTokens = (int?)Next(Known.OutputTokens),
            ReasoningTokens = (int?)Next(Known.ReasoningTokens),
            CachedTokens = (int?)Next(Known.CachedTokens),
            CountedTokens = (int?)Next(Known.CountedTokens),
            Finish = Next(Known.Finish) is { } finish ? words[(int)finish] : null,
            Failure = (FailureReason?)Next(Known.Failure),
            Detail = Next(Known.Detail) is { } detail ? words[(int)detail] : null,
            Status = (int?)Next(Known.Status),
            Ignored = (int)(Next(Known.Ignored) ?? 0),
            Comments = (int)(Next(Known.Comments) ?? 0),
            Valid = known.HasFlag(Known.Judged) ? known.HasFlag(Known.Valid) : null,
            Server = known.HasFlag(Known.Server) ? new ServerTiming(NextExact(Known.PromptMs), NextExact(Known.DecodeMs), (int?)Next(Known.Drafted), (int?)Next(Known.Accepted)) : null,
            Chunks = ChunksAt(bytes, at),
        };

        long? Next(Known which) => known.HasFlag(which) ? PackedNumbers.Signed(bytes, ref at) : null;

        double? NextExact(Known which)
        {
            if (!known.HasFlag(which)) return null;
            at += sizeof(double);
            return BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at - sizeof(double)));
        }
    }

    static PackedChunks ChunksAt(byte[] bytes, int at)
    {
        var count = (int)PackedNumbers.Number(bytes, ref at);
        var length = (int)PackedNumbers.Number(bytes, ref at);
        return count == 0 ? PackedChunks.None : new PackedChunks(bytes, at, length, count);
    }

    static Known KnownOf(RequestEvents request) =>
        If(request.WarmUp, Known.WarmUp) | If(request.Burst is not null, Known.Burst) | If(request.Headers is not null, Known.Headers)
        | If(request.ChunkCounts is not null, Known.ChunkCounts) | If(request.PromptAimed is not null, Known.PromptAimed) | If(request.OutputAsked is not null, Known.OutputAsked)
        | If(request.PromptTokens is not null, Known.PromptTokens) | If(request.OutputTokens is not null, Known.OutputTokens)
        | If(request.ReasoningTokens is not null, Known.ReasoningTokens) | If(request.CachedTokens is not null, Known.CachedTokens)
        | If(request.CountedTokens is not null, Known.CountedTokens) | If(request.Finish is not null, Known.Finish) | If(request.Failure is not null, Known.Failure)
        | If(request.Detail is not null, Known.Detail) | If(request.Status is not null, Known.Status) | If(request.Ignored != 0, Known.Ignored)
        | If(request.Comments != 0, Known.Comments) | If(request.Valid is not null, Known.Judged) | If(request.Valid == true, Known.Valid)
        | If(request.Server is not null, Known.Server) | If(request.Server?.PromptMs is not null, Known.PromptMs) | If(request.Server?.DecodeMs is not null, Known.DecodeMs)
        | If(request.Server?.Drafted is not null, Known.Drafted) | If(request.Server?.Accepted is not null, Known.Accepted);

    static Known If(bool holds, Known which) => holds ? which : 0;

    static void Optional(Span<byte> bytes, ref int at, long? number)
    {
        if (number is { } known) PackedNumbers.WriteSigned(bytes, ref at, known);
    }

    static void Exact(Span<byte> bytes, ref int at, double? number)
    {
        if (number is not { } known) return;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[at..], known);
        at += sizeof(double);
    }
}
