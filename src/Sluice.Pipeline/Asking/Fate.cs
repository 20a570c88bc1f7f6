using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>Decides what follows for a record after a failed try, by the table of failures.</summary>
internal static class Fate
{
    // Enough to leave a loop that greedy decoding would enter again; far from random.
    const double RunawayTemperature = 0.3;
    const int MaxAnswerShown = 8_000; // characters of a wrong answer shown to the model again

    /// <param name="answer">The text that came, as far as it came.</param>
    /// <param name="backendIsDown">Whether the backend fails everybody, so that the failure says nothing about this record.</param>
    /// <param name="reasoned">Whether the model reasoned before it answered.</param>
    public static NextMove Decide(AskPlan plan, Failure failure, string answer, bool backendIsDown = false, bool reasoned = false)
    {
        var rule = FailureTable.Of(failure.Reason);
        if (failure.Reason == FailureReason.Request && plan is { ThinkingOff: true, MaxTokens: not null }) // the server does not know how to switch it off
            return new NextMove.Again(plan with { ThinkingOff = false }, AfterPause: false);
        if (rule.PausesRun) return new NextMove.PauseRun();
        if (rule.CountsAgainstBackend && backendIsDown) return new NextMove.Again(plan, AfterPause: true);

        var next = plan.After(failure.Reason);
        if (rule.ChargedToRecord && next.Tries[failure.Reason] >= rule.MaxTries) return new NextMove.GiveUp();

        return rule.Retry switch
        {
            RetryKind.Same => new NextMove.Again(next, AfterPause: true),
            RetryKind.Changed when !plan.IsFixed && Changed(next, failure, answer, reasoned) is { } changed => new NextMove.Again(changed, AfterPause: false),
            _ => new NextMove.GiveUp(),
        };
    }

    /// <summary>Null when nothing can be changed, so that the same request is never sent again.</summary>
    static AskPlan? Changed(AskPlan plan, Failure failure, string answer, bool reasoned) => failure.Reason switch
    {
        FailureReason.Truncated => plan.MaxTokens is not null || reasoned ? plan with { MaxTokens = 2 * plan.MaxTokens, ThinkingOff = reasoned } : null,
        FailureReason.ReasoningOnly => plan with
        {
            MaxTokens = 2 * plan.MaxTokens,
            ThinkingOff = true,
            Correction = new Correction(null, plan.IsText ? "Think briefly, then answer." : "Think briefly, then answer with the JSON alone."),
        },
        FailureReason.Runaway => plan with
        {
            Temperature = Math.Max(plan.Temperature, RunawayTemperature),
            Seed = (plan.Seed ?? 0) + 1,
            Correction = new Correction(null, plan.IsText
                ? "Say nothing twice, and end when all is said."
                : "Answer with compact JSON: no line breaks, no white space between its parts, nothing said twice."),
        },
        FailureReason.NotJson when plan.IsText => plan with { Correction = new Correction(null, "Answer in words; an empty answer is none.") },
        FailureReason.NotJson => plan with
        {
            Correction = new Correction(Shown(answer), $"That is not the JSON that was asked for: {failure.Detail}.\nAnswer again with one JSON value and nothing else."),
        },
        FailureReason.SchemaMismatch => plan with
        {
            Correction = new Correction(Shown(answer), $"That answer does not fit the JSON Schema:\n{failure.Detail}\nAnswer again with the corrected JSON and nothing else."),
        },
        FailureReason.Ungrounded => plan with
        {
            Correction = new Correction(Shown(answer), $"These values do not stand in the text:\n{failure.Detail}\nAnswer again with the corrected JSON and nothing else. Copy such values from the text word for word, or leave them out."),
        },
        _ => null,
    };

    static string? Shown(string answer) => answer.Length switch
    {
        0 => null,
        <= MaxAnswerShown => answer,
        _ => answer[..MaxAnswerShown],
    };
}
