namespace Sluice.Schema.Validation;

/// <summary>A document that costs more to check than is allowed. Ends one run; the caller makes it an error.</summary>
internal sealed class ValidationLimitException(string message) : Exception(message);
