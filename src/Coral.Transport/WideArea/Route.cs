namespace Coral.Transport.WideArea;

/// <summary>The way from one place to another.</summary>
/// <param name="There">Carries what goes there.</param>
/// <param name="Back">Carries what comes back.</param>
/// <param name="Delay">From one end to the other: half a round trip.</param>
/// <param name="Outage">Whether one of the ends has stopped; of two, the more silent one.</param>
internal readonly record struct Route(PacedLink There, PacedLink Back, TimeSpan Delay, Outage Outage);
