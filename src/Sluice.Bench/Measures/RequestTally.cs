using Sluice.Bench.Events;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Measures;

/// <summary>What became of the requests of a level.</summary>
public sealed record RequestTally
{
    public required int Sent { get; init; }

    public required int Answered { get; init; }

    /// <summary>Still going when we stopped.</summary>
    public required int Unfinished { get; init; }

    /// <summary>Most frequent first; unfinished ones are not failed.</summary>
    public required IReadOnlyList<FailedRequests> Failed { get; init; }

    /// <summary>Answers shorter than was asked for.</summary>
    public required int Early { get; init; }

    /// <summary>Answers that broke their schema; null when none was asked for.</summary>
    public int? Invalid { get; init; }

    /// <summary>Answers that came in one piece although a stream was asked for: they have no decode rate.</summary>
    public required int AtOnce { get; init; }

    /// <summary>Keep-alives and other events that are no chunk.</summary>
    public required long Ignored { get; init; }

    /// <summary>Comment lines of streams, such as <c>: ping</c>.</summary>
    public required long Comments { get; init; }

    /// <summary>Answers that ended without any text.</summary>
    public required int Empty { get; init; }

    /// <summary>Answers that ended while the model was still reasoning.</summary>
    public required int OnlyReasoned { get; init; }

    public int FailedCount => Failed.Sum(each => each.Count);

    public static RequestTally Of(IReadOnlyList<RequestEvents> requests) => new()
    {
        Sent = requests.Count,
        Answered = requests.Count(request => request.Answered),
        Unfinished = requests.Count(request => request.Failure is FailureReason.Cancelled),
        Failed = [.. requests.Where(request => request.Failure is not (null or FailureReason.Cancelled))
            .GroupBy(request => request.Failure!.Value)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Key)
            .Select(same => new FailedRequests(FailureTable.Of(same.Key).Name, same.Count(), same.First().Detail,
                [.. same.Where(request => request.Status is not null).GroupBy(request => request.Status!.Value).OrderBy(status => status.Key).Select(status => (status.Key, status.Count()))]))],
        Early = requests.Count(request => request is { Answered: true, OutputAsked: { } asked } && TokenCounts.Of(request) is { Source: not CountSource.Chunks } counts && counts.Output < asked),
        Invalid = requests.Any(request => request.Valid is not null) ? requests.Count(request => request.Valid == false) : null,
        AtOnce = requests.Count(request => request.Answered && TokenCounts.Of(request) is { } counts && counts.CameAtOnce(request)),
        Empty = requests.Count(request => request.Answered && request.FirstToken is null),
        OnlyReasoned = requests.Count(request => request.Answered && request.FirstToken is not null && request.Chunks.All(chunk => chunk.Answer + chunk.Calls == 0)),
        Ignored = requests.Sum(request => (long)request.Ignored),
        Comments = requests.Sum(request => (long)request.Comments),
    };
}
