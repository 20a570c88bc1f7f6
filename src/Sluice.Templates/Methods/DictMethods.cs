using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class DictMethods
{
    static readonly MethodTable Table = new MethodTable()
        .Add("get", ["key", "default?"], (self, a, rendering) =>
        {
            if (!a[0]!.IsHashable)
                throw TemplateFault.Type($"unhashable type: '{a[0]!.TypeName}'");
            rendering.Charge(a[0]!.Weight - 1);
            return ((DictValue)self).Find(a[0]!) ?? a[1] ?? NoneValue.Instance;
        })
        .Add("items", [], (self, _, _) => new DictViewValue((DictValue)self, DictPart.Items))
        .Add("keys", [], (self, _, _) => new DictViewValue((DictValue)self, DictPart.Keys))
        .Add("values", [], (self, _, _) => new DictViewValue((DictValue)self, DictPart.Values))
        .Add("copy", [], (self, _, rendering) =>
        {
            rendering.Charge(self.Count!.Value);
            return new DictValue((DictValue)self);
        })
        .Hide("clear", "pop", "popitem", "setdefault", "update")
        .Refuse("dict", "fromkeys");

    public static Value? Find(DictValue owner, string name) => Table.Find(owner, name);
}
