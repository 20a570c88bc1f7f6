namespace Sluice.Protocol.Markup;

/// <summary>How a family of models marks reasoning and calls in its answers. Immutable; each answer gets a reader of its own.</summary>
public sealed class AnswerMarkup
{
    static readonly (string, string) ThinkTags = ("<think>", "</think>");

    readonly SectionMarkers? sections; // null for harmony

    AnswerMarkup(string name, SectionMarkers? sections)
    {
        Name = name;
        this.sections = sections;
    }

    /// <summary>No marks: everything is content.</summary>
    public static AnswerMarkup None { get; } = new("none", new SectionMarkers());

    /// <summary>Reasoning within think tags.</summary>
    public static AnswerMarkup Think { get; } = new("think", new SectionMarkers { Reasoning = ThinkTags });

    /// <summary>Hermes and ChatML families: calls as JSON within tool_call tags.</summary>
    public static AnswerMarkup Hermes { get; } = new("hermes", Tagged(null));

    /// <summary>Qwen3 and its kin: think tags, and calls as <see cref="Hermes"/> has them.</summary>
    public static AnswerMarkup Qwen3 { get; } = new("qwen3", Tagged(ThinkTags));

    /// <summary>DeepSeek R1 and V3: think tags, and calls between tokens of their own.</summary>
    public static AnswerMarkup DeepSeek { get; } = new("deepseek", new SectionMarkers
    {
        Reasoning = ThinkTags,
        CallOpen = "<｜tool▁call▁begin｜>",
        CallClose = "<｜tool▁call▁end｜>",
        Ignored = ["<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>"],
        Calls = CallShapes.DeepSeek,
        Patterns = Markup.CallPatterns.DeepSeek,
    });

    /// <summary>Llama 3.1 and later: an answer that is a JSON object with name and parameters, or one after the python tag.</summary>
    public static AnswerMarkup Llama3 { get; } = new("llama3", new SectionMarkers { CallOpen = "<|python_tag|>", BareCalls = true, Calls = CallShapes.Objects, Patterns = Markup.CallPatterns.Llama3, ArgumentsKey = "parameters" });

    /// <summary>Mistral: calls after [TOOL_CALLS], reasoning between [THINK] and [/THINK].</summary>
    public static AnswerMarkup Mistral { get; } = new("mistral", new SectionMarkers { Reasoning = ("[THINK]", "[/THINK]"), CallOpen = "[TOOL_CALLS]", Calls = CallShapes.Mistral, Patterns = Markup.CallPatterns.Mistral });

    /// <summary>gpt-oss: messages on channels.</summary>
    public static AnswerMarkup Harmony { get; } = new("harmony", null);

    /// <summary>Those that can be asked for by name.</summary>
    public static IReadOnlyList<AnswerMarkup> All { get; } = [None, Think, Hermes, Qwen3, DeepSeek, Llama3, Mistral, Harmony];

    public string Name { get; }

    /// <summary>The texts that mark sections. Where a vocabulary has them as control tokens, they have to be written out for the reader.</summary>
    public IReadOnlyList<string> Markers => sections is null ? HarmonyReader.AllMarkers : sections.All.Append("[ARGS]").Append("[CALL_ID]").Append("<｜tool▁sep｜>").ToList();

    /// <summary>Where the JSON of calls begins in answers; empty for a family without calls.</summary>
    public IReadOnlyList<CallPattern> CallPatterns => sections?.Patterns ?? Markup.CallPatterns.Harmony;

    /// <summary>How a call's object names its arguments.</summary>
    public string ArgumentsKey => sections?.ArgumentsKey ?? "arguments";

    /// <summary>What stands before a call; null for a family without.</summary>
    public string? CallOpen => sections?.CallOpen;

    /// <summary>A reader for an answer that is nothing but a call, as JSON without markers: the server has forced it to be one.</summary>
    public static AnswerReader ReadForcedCall() => new ForcedCallReader();

    /// <summary>Whether a call is one JSON object right after <see cref="CallOpen"/>.</summary>
    public bool CallsAreObjects => sections?.CallClose is not null && sections.Calls == CallShapes.Objects;

    /// <summary>What ends the reasoning that a prompt has opened; null when it has not.</summary>
    /// <param name="prompt">All of it.</param>
    /// <param name="begun">The end of the prompt that the model is to go on with as its own; empty when it begins anew.</param>
    public string? OpenReasoningEnd(string prompt, string begun = "")
    {
        if (sections?.Reasoning is not { } marks)
            return null;
        var isOpen = prompt.AsSpan().TrimEnd().EndsWith(marks.Open, StringComparison.Ordinal)
            || begun.LastIndexOf(marks.Open, StringComparison.Ordinal) > begun.LastIndexOf(marks.Close, StringComparison.Ordinal);
        return isOpen ? marks.Close : null;
    }

    /// <summary>The family of a model, from what its chat template writes for earlier turns.</summary>
    public static AnswerMarkup Of(string template)
    {
        if (Has(HarmonyReader.Channel) && Has(HarmonyReader.Message))
            return Harmony;
        var thinks = Has("</think>");
        if (Has("[TOOL_CALLS]"))
            return thinks && !Has("[/THINK]") ? Mistral.Thinking() : Mistral;
        if (Has("<｜tool▁call▁begin｜>"))
            return DeepSeek;
        if (Has("<|python_tag|>"))
            return thinks ? Llama3.Thinking() : Llama3;
        // Others use the same tags around XML of their own (Qwen3-Coder, GLM): their calls stay content.
        if (Has("<tool_call>") && !Has("<function=") && !Has("<arg_key>"))
            return thinks ? Qwen3 : Hermes;
        return thinks ? Think : None;

        bool Has(string marker) => template.Contains(marker, StringComparison.Ordinal);
    }

    /// <summary>A reader for one answer.</summary>
    /// <param name="prompt">The prompt's text, which may have opened the reasoning.</param>
    /// <param name="functions">Those that were offered: what calls another one is content. Null reads every call as one.</param>
    /// <param name="begun">The end of the prompt that the answer goes on with; empty when it begins anew.</param>
    public AnswerReader Read(string prompt, IReadOnlyCollection<string>? functions, string begun = "")
    {
        if (sections is null)
            return new HarmonyReader(functions);
        var markers = functions is { Count: 0 } ? new SectionMarkers { Reasoning = sections.Reasoning } : sections with { Functions = functions };
        return new SectionReader(markers, startsInReasoning: OpenReasoningEnd(prompt, begun) is not null);
    }

    // The same with think tags, as models are made of a family that has others or none.
    AnswerMarkup Thinking() => new(Name, sections! with { Reasoning = ThinkTags });

    static SectionMarkers Tagged((string, string)? reasoning) =>
        new() { Reasoning = reasoning, CallOpen = "<tool_call>", CallClose = "</tool_call>", Calls = CallShapes.Objects, Patterns = Markup.CallPatterns.Tagged };
}
