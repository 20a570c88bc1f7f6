namespace Sluice.Schema.Validation;

/// <summary>Collects errors up to a number that people still read.</summary>
internal sealed class ErrorList(int limit)
{
    readonly List<SchemaError> errors = [];

    public IReadOnlyList<SchemaError> Errors => errors;

    public bool IsFull => errors.Count >= limit;

    public void Add(SchemaError error)
    {
        if (!IsFull)
            errors.Add(error);
    }
}
