using Sluice.Protocol.Serving;
using Sluice.Twin.Serving.Live;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Wire;

/// <summary>What is to be done for a call once it is read: an answer, else an error, else the connection was broken off.</summary>
readonly record struct AnswerOrder
{
    public (LiveAnswer Live, WrittenAnswer Text)? Answer { get; init; }

    public bool Stream { get; init; }

    public bool IncludeUsage { get; init; }

    public ApiError? Error { get; init; }

    /// <summary>Seconds, for the <c>Retry-After</c> of an error; null leaves it out.</summary>
    public int? RetryAfter { get; init; }
}
