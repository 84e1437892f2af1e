using Coral.Caching.Http;

namespace Coral.Caching.Integrity;

/// <summary>A body that is hashed as it comes.</summary>
internal interface IDigestedBody : IOriginBody
{
    /// <summary>
    /// The digests of the body, once it is complete; <see langword="null"/> before. Of a body declared to be empty at
    /// once: nobody need read it.
    /// </summary>
    ContentDigests? Digests { get; }
}
