namespace Sluice.Twin.Serving.Texts;

/// <summary>All of an answer before its first token is due: the twin knows what it will say.</summary>
/// <param name="Reasoning">Comes first; empty when the model does not think.</param>
/// <param name="Finish">Why it ends: stop, or length at the limit.</param>
sealed record WrittenAnswer(TokenText Reasoning, TokenText Content, string Finish)
{
    /// <summary>What is generated; at least 1, since a model writes at least the token that ends an empty answer.</summary>
    public int Tokens => Math.Max(1, Reasoning.Count + Content.Count);
}
