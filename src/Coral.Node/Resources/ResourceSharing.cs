using Coral.Node.Configuration;

namespace Coral.Node.Resources;

/// <summary>Shares out one resource: to each what it wants, where there is enough.</summary>
/// <remarks>Else each has its least, and of the rest as large a part as it wants of it. Pure.</remarks>
internal static class ResourceSharing
{
    /// <summary>The shares, in the order of the demands.</summary>
    /// <param name="demands">The uses, each with the limit that is configured for it.</param>
    /// <param name="available">The amount that there is for all; <see langword="null"/> for any.</param>
    /// <returns><see langword="null"/> when there is not even the least for each.</returns>
    public static IReadOnlyList<ResourceGrant>? Share(
        IReadOnlyList<(ResourceDemand Demand, long Wanted)> demands,
        long? available
    )
    {
        if (available is not { } amount || demands.Sum(demand => demand.Wanted) <= amount)
        {
            return [.. demands.Select(demand => new ResourceGrant(demand.Demand, demand.Wanted, demand.Wanted))];
        }

        var rest = amount - demands.Sum(LeastOf);
        if (rest < 0)
        {
            return null;
        }

        var more = demands.Sum(demand => demand.Wanted - LeastOf(demand));
        return
        [
            .. demands.Select(demand => new ResourceGrant(
                demand.Demand,
                demand.Wanted,
                LeastOf(demand) + (long)((demand.Wanted - LeastOf(demand)) * ((double)rest / more))
            )),
        ];
    }

    /// <summary>The least that every demand together can work with.</summary>
    public static long Least(IEnumerable<(ResourceDemand Demand, long Wanted)> demands) => demands.Sum(LeastOf);

    private static long LeastOf((ResourceDemand Demand, long Wanted) demand) =>
        Math.Min(demand.Demand.Least, demand.Wanted);
}
