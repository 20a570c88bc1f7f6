using System.Globalization;
using System.Net;
using Sluice.Protocol.Failures;

namespace Sluice.Protocol.Client;

/// <summary>What a status other than 200 means.</summary>
static class StatusFailures
{
    /// <summary>The reason a status stands for. Redirects are not followed, since a key must not travel to another address.</summary>
    public static FailureReason ReasonOf(int status) => status switch
    {
        408 => FailureReason.Timeout,
        429 or 503 or 529 => FailureReason.Capacity, // 529: "overloaded", used by Anthropic
        401 or 402 or 403 or 404 or 405 => FailureReason.Account,
        >= 300 and < 400 => FailureReason.Account,
        >= 400 and < 500 => FailureReason.Request,
        _ => FailureReason.Server,
    };

    /// <summary>
    /// Some words for programs say more than the status: our engine's for a text that cannot be quoted as the schema asks, those of OpenAI and Azure for a
    /// prompt that their filter refuses, and those for an account without money, which OpenAI gives the status of a full server.
    /// </summary>
    static FailureReason ReasonOf(int status, ServerError error) => status is < 400 or >= 500 ? ReasonOf(status) : error.Code switch
    {
        "ungrounded" => FailureReason.Ungrounded,
        "content_filter" or "content_policy_violation" => FailureReason.Refusal,
        "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active" => FailureReason.Account,
        _ => ReasonOf(status),
    };

    public static Failure Of(string place, HttpResponseMessage response, ServerError error, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        var words = response.Headers.Location is { } elsewhere
            ? $"a redirect to {elsewhere}, which is not followed: put that address into the configuration"
            : error.Message;
        return new(ReasonOf(status, error), string.Create(CultureInfo.InvariantCulture, $"{place} answered {status}: {words}"))
        {
            HttpStatus = status,
            RetryAfter = RetryAfter(response, time),
        };
    }

    /// <summary>An error that came after status 200, in the stream or in the body.</summary>
    public static Failure InAnswer(string place, ServerError error) =>
        new(error.Status is { } status ? ReasonOf(status) : FailureReason.Server, $"{place} broke off with an error: {error.Message}")
        {
            HttpStatus = error.Status,
        };

    /// <summary>Milliseconds as OpenAI's clients know them, else seconds or a date; a date that has passed means now.</summary>
    static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var texts)
            && double.TryParse(texts.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds))
            return TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.FromDays(1).TotalMilliseconds));
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
