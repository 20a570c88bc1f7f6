using Sluice.Protocol.Chat;
using Sluice.Protocol.Markup;

namespace Sluice.Engine.Serving;

/// <summary>One answer that a request asks for, ready to be written.</summary>
/// <param name="Generation">What the engine is asked.</param>
/// <param name="Reader">Takes the answer apart; null where it is text as it stands.</param>
internal sealed record PreparedAnswer(GenerationRequest Generation, AnswerReader? Reader)
{
    /// <summary>Whether only the first call is told (<c>parallel_tool_calls</c> false).</summary>
    public bool IsOneCall { get; init; }

    /// <summary>Which prompt of the request it answers: the tokens of each are counted once.</summary>
    public int Prompt { get; init; }

    /// <summary>Stands before the answer.</summary>
    public string Echo { get; init; } = "";

    /// <summary>The first token of an echoed prompt whose tokens are told with their scores; null where none are.</summary>
    public TokenScore? EchoBeginning { get; init; }
}
