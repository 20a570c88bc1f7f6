using Sluice.Schema.Answers;

namespace Sluice.Engine;

/// <summary>Where in a free answer a call begins, and what it must be from there on.</summary>
/// <param name="Opening">The UTF-8 of the marker before a call.</param>
/// <param name="Start">A fresh machine for one call.</param>
public sealed record CallRules(ReadOnlyMemory<byte> Opening, Func<AnswerMachine> Start);
