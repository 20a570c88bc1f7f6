using System.Globalization;
using Sluice.Catalog.Models;
using Sluice.Catalog.Work;

namespace Sluice.Twin.Predicting;

/// <summary>The model's weights do not fit the memory the server may take: there is nothing to predict.</summary>
public sealed class MemoryShortException(ModelSpec model, string precision, string hardware, int devices, MemoryFit fit) : Exception(string.Create(CultureInfo.InvariantCulture,
    $"{model.Name} ({precision}) does not fit on {hardware}: its weights take {fit.Weights / Gib:0.0} GiB{(devices == 1 ? "" : $" on each of {devices} devices")}, {fit.Usable / Gib:0.0} GiB may be used, {(fit.Weights - fit.Usable) / Gib:0.0} GiB are missing; allowed: more devices (cluster:N), a smaller precision (of {string.Join(", ", model.Precisions.Select(each => each.Name))}), or a higher gpu_memory_utilization"))
{
    const double Gib = 1 << 30;

    public MemoryFit Fit => fit;
}
