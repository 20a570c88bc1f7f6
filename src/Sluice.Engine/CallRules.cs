using Sluice.Protocol.Markup;
using Sluice.Schema.Answers;

namespace Sluice.Engine;

/// <summary>Where in a free answer the JSON of a call begins, and what it must be from there on.</summary>
/// <param name="Patterns">Of the model's family.</param>
/// <param name="Start">(form, name of the function where it stands before the JSON) → a fresh machine for one call; null where no such function was offered.</param>
public sealed record CallRules(IReadOnlyList<CallPattern> Patterns, Func<CallForm, string?, AnswerMachine?> Start);
