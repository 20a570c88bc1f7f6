namespace Sluice.Schema.Answers.Running;

/// <summary>The properties of an object that are written already. Up to 64 need no memory of their own.</summary>
internal readonly struct PropertyBits
{
    readonly ulong first;
    readonly ulong[]? more;

    PropertyBits(ulong first, ulong[]? more) => (this.first, this.more) = (first, more);

    public bool Has(int index) => index < 64 ? (first >> index & 1) != 0
        : more is not null && index / 64 - 1 < more.Length && (more[index / 64 - 1] >> index % 64 & 1) != 0;

    public PropertyBits With(int index)
    {
        if (index < 64)
            return new PropertyBits(first | 1UL << index, more);
        var longer = new ulong[Math.Max(more?.Length ?? 0, index / 64)];
        more?.CopyTo(longer, 0);
        longer[index / 64 - 1] |= 1UL << index % 64;
        return new PropertyBits(first, longer);
    }
}
