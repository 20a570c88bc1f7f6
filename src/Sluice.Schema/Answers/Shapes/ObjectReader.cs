using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes.Claims;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>What the keywords for objects leave together: named properties, each with its value, and classes of all other keys.</summary>
internal sealed class ObjectReader(ShapeCompiler compiler, Branch whole)
{
    /// <param name="except">Objects that are forbidden.</param>
    public ObjectAlternative Read(SeenValues? except)
    {
        UnsupportedKeywords.RefuseForObjects(whole.Nodes);
        UnsupportedKeywords.RefuseForObjects(whole.Facts);
        var keys = new KeyReader(compiler, whole.Nodes);
        var defined = whole.Nodes.SelectMany(node => node.Properties?.Select(property => property.Key) ?? []);
        // Names that nothing defines come last, in the order in which they are asked for.
        var names = defined.Concat(whole.Required).Concat(whole.Lacking).Concat(whole.Facts.OfType<MemberClaim>().Select(fact => fact.Name)).Distinct(StringComparer.Ordinal);
        return new ObjectAlternative([.. names.Select(name => new ObjectProperty(name, ShapeOf(name, keys), whole.Required.Contains(name)))], keys.Classes())
        {
            MinProperties = whole.MinSize,
            MaxProperties = whole.MaxSize,
            Except = except,
        };
    }

    Shape ShapeOf(string name, KeyReader keys) =>
        whole.Lacking.Contains(name) || !keys.Allows(name) ? compiler.NoShape : compiler.ShapeOf(whole.MemberClaims(name));
}
