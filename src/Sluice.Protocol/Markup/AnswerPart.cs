namespace Sluice.Protocol.Markup;

/// <summary>A piece of an answer, by what it is for. Pieces of one kind in a row belong together.</summary>
public abstract record AnswerPart
{
    AnswerPart() { }

    /// <summary>What the user reads.</summary>
    public sealed record Content(string Text) : AnswerPart;

    /// <summary>What the model thinks before.</summary>
    public sealed record Reasoning(string Text) : AnswerPart;

    /// <summary>The model asks to have a function called; its arguments follow.</summary>
    /// <param name="Index">Which call of the answer it is, from 0.</param>
    /// <param name="Name">The function.</param>
    public sealed record CallBegins(int Index, string Name) : AnswerPart;

    /// <summary>A piece of a call's arguments: JSON text as the model wrote it.</summary>
    public sealed record CallArguments(int Index, string Text) : AnswerPart;
}
