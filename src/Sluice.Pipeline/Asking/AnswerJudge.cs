using System.Text.Json;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Asking;

/// <summary>Decides whether a reply holds a good answer, whatever the server promised; else which of the failures it is.</summary>
/// <param name="schema">Null for plain text, which is taken as it is.</param>
/// <param name="takesWhole">Whether the answer is the response's whole body, whatever it says.</param>
/// <param name="dropsUngrounded">Whether values that the text does not contain are taken out of their arrays, once a re-ask has not helped.</param>
internal sealed class AnswerJudge(AnswerSchema? schema, bool takesWhole = false, bool dropsUngrounded = false)
{
    const int MaxErrors = 5; // of an answer, named to the model and to people; the first ones usually explain the rest

    /// <param name="reasked">Whether the model has been told before which values the text does not contain.</param>
    public Judgement Judge(Reply reply, Question question, bool reasked = false)
    {
        if (reply.Failure is { } failure) return new Judgement.Refused(failure);
        if (takesWhole) return new Judgement.Accepted(JsonElement.Parse(reply.WholeBody!), []);
        if (reply.Refusal is { } refusal) return Refused(FailureReason.Refusal, $"the model declined: {refusal}");
        if (reply.FinishReason == "content_filter") return Refused(FailureReason.Refusal, "the server's content filter ended the answer (finish_reason content_filter)");
        if (string.IsNullOrWhiteSpace(reply.Content)) return Empty(reply);
        if (reply.FinishReason == "length") return Refused(FailureReason.Truncated, $"the answer reached its token limit{Tokens(reply)} (finish_reason length)");
        if (schema is null) return new Judgement.Accepted(JsonSerializer.SerializeToElement(reply.Content, CompactJson.Serializer), []);
        if (!AnswerText.TryFind(reply.Content, out var answer, out var problem)) return Refused(FailureReason.NotJson, problem);

        var errors = schema.Validate(answer);
        if (errors.Count > 0) return Refused(FailureReason.SchemaMismatch, Lines(errors.Select(error => error.ToString())));

        return JudgeGrounding(schema, answer, question.Source, reasked);
    }

    Judgement JudgeGrounding(AnswerSchema schema, JsonElement answer, string source, bool reasked)
    {
        var grounding = schema.Ground(answer, source);
        GroundingTally? tally = schema.HasVerbatim ? new GroundingTally(grounding.Spans.Count + grounding.Ungrounded.Count, grounding.Ungrounded.Count) : null;
        if (grounding.IsGrounded) return new Judgement.Accepted(answer, grounding.Spans) { Grounding = tally };

        if (dropsUngrounded && reasked && UngroundedRemoval.Of(answer, grounding.Ungrounded) is { } mended && schema.Validate(mended).Count == 0)
            return new Judgement.Accepted(mended, schema.Ground(mended, source).Spans) { Grounding = tally, Dropped = grounding.Ungrounded };

        return Invented(grounding, tally);
    }

    static Judgement.Refused Invented(GroundingReport grounding, GroundingTally? tally) =>
        Refused(FailureReason.Ungrounded, Lines(grounding.Ungrounded.Select(Quoted))) with { Grounding = tally };

    /// <summary>A value with its place, for the model and for people.</summary>
    static string Quoted(UngroundedValue value) => $"{value.InstancePath}: {JsonSerializer.Serialize(value.Value, CompactJson.Serializer)}";

    static Judgement.Refused Empty(Reply reply) => reply switch
    {
        { Reasoning.Length: > 0 } => Refused(FailureReason.ReasoningOnly, $"the model reasoned{(reply.Usage is { } usage ? $" for {usage.CompletionTokens} tokens" : "")} and wrote no answer (finish_reason {reply.FinishReason})"),
        { FinishReason: "length" } => Refused(FailureReason.Truncated, $"the answer reached its token limit{Tokens(reply)}, before a word was written (finish_reason length)"),
        { ToolCalls.Count: > 0 } => Refused(FailureReason.NotJson, "the model called a tool instead of answering"),
        _ => Refused(FailureReason.NotJson, "the answer is empty"),
    };

    static string Tokens(Reply reply) => reply.Usage is { } usage ? $" after {usage.CompletionTokens} tokens" : "";

    static string Lines(IEnumerable<string> errors)
    {
        var all = errors.ToList();
        return string.Join('\n', all.Take(MaxErrors).Concat(all.Count > MaxErrors ? [$"and {all.Count - MaxErrors} more"] : []));
    }

    static Judgement.Refused Refused(FailureReason reason, string detail) => new(new Failure(reason, detail));
}
