namespace Coral.HitRate;

/// <summary>A cache as the trace sees it: what is missed is fetched, and stored.</summary>
internal interface ICache
{
    /// <summary>Asks for an object of <paramref name="bytes"/>; stores it when it is not there.</summary>
    /// <returns>Whether it was there.</returns>
    bool Request(int id, int bytes);
}
