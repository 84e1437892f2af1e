namespace Coral.HitRate;

/// <summary>A cache that a trace is played to: an object that is missed is stored.</summary>
internal interface ICache
{
    /// <summary>Requests an object of <paramref name="bytes"/>, and stores it on a miss.</summary>
    /// <returns>Whether the request was a hit.</returns>
    bool Request(int id, int bytes);
}
