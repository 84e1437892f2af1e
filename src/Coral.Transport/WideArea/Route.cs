namespace Coral.Transport.WideArea;

/// <summary>The route from one site to another.</summary>
/// <param name="There">The link of the forward direction.</param>
/// <param name="Back">The link of the reverse direction.</param>
/// <param name="Delay">The one-way delay: half a round trip.</param>
/// <param name="Outage">The failure of one of the ends; of two, the more silent one.</param>
internal readonly record struct Route(PacedLink There, PacedLink Back, TimeSpan Delay, Outage Outage);
