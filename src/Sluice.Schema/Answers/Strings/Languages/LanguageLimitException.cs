namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>A set of strings that cannot be followed character by character, or only with more states than allowed. The message is a sentence without a place.</summary>
internal sealed class LanguageLimitException(string reason) : Exception(reason);
