namespace Sluice.Twin.Serving.Texts;

/// <summary>What free text the twin answers with; JSON is always made from the schema.</summary>
public enum TextMode
{
    /// <summary>Words by the request's seed; at temperature 0 as <see cref="Prompt"/>; else by the server's seed and the order of arrival.</summary>
    Seeded,

    /// <summary>Words by the prompt and the server's seed: the same prompt always gets the same answer.</summary>
    Prompt,

    /// <summary>The last message, or the prompt of a completion.</summary>
    Echo,
}
