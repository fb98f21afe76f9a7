namespace Streaming.Server.Host.Http;

/// <summary>Somebody wants room kept.</summary>
/// <param name="QosProfile">One of those that are configured.</param>
/// <param name="Device">Who may use it: an address or a network.</param>
/// <param name="StartTime">Null: at once.</param>
/// <param name="Duration">In seconds.</param>
internal sealed record NewBooking(string? QosProfile, string? Device, DateTimeOffset? StartTime, long? Duration);
