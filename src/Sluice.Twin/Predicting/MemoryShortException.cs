using System.Globalization;
using Sluice.Catalog.Models;
using Sluice.Catalog.Topologies;
using Sluice.Catalog.Work;

namespace Sluice.Twin.Predicting;

/// <summary>The model's weights do not fit the memory the server may take: there is nothing to predict.</summary>
public sealed class MemoryShortException(ModelSpec model, string precision, string hardware, Topology topology, MemoryFit fit) : Exception(string.Create(CultureInfo.InvariantCulture,
    $"{model.Name} ({precision}) does not fit on {hardware}, {topology.Name}: its weights take {fit.Weights / Gib:0.0} GiB{(topology.TensorParallel == 1 ? "" : $" on each of {topology.TensorParallel} devices")}, {fit.Usable / Gib:0.0} GiB may be used, {(fit.Weights - fit.Usable) / Gib:0.0} GiB are missing; allowed: more devices (cluster:N), a smaller precision (of {string.Join(", ", model.Precisions.Select(each => each.Name))}), or a higher gpu_memory_utilization"))
{
    const double Gib = 1 << 30;

    public MemoryFit Fit => fit;
}
