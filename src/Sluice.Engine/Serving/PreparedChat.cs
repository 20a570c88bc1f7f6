using Sluice.Protocol.Markup;

namespace Sluice.Engine.Serving;

/// <summary>A chat request ready to be answered.</summary>
/// <param name="Generation">What the engine is asked.</param>
/// <param name="Reader">Takes the answer apart; null where it is JSON that the request asked for.</param>
internal sealed record PreparedChat(GenerationRequest Generation, AnswerReader? Reader);
