namespace Sluice.Templates.Compiling;

/// <summary>
/// Every branch of every <c>if</c> starts from a copy of the names known there, so a template of nothing but names and branches
/// costs the square of its length. This bounds the copies of one template.
/// </summary>
internal sealed class BranchBudget
{
    const long MaxCopies = 4_000_000;    // names; the most of the real templates we have seen copy some thousands

    long copied;

    public void Spend(long names)
    {
        copied += names;
        if (copied > MaxCopies)
            throw TemplateFault.Limit("the template has too many names in too many branches");
    }
}
