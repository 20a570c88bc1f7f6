namespace Sluice.Pipeline.Asking.Forms;

/// <summary>What a probe found out.</summary>
/// <param name="Refusals">The forms that come before it, and what the server did with each.</param>
internal sealed record ProbedForm(AnswerForm Form, IReadOnlyList<string> Refusals);
