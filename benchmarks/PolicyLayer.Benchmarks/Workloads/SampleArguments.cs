using System.Text.Json;

namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>The arguments of a usual call: seven members in about 300 bytes, parsed beforehand as a host has them.</summary>
internal static class SampleArguments
{
    internal static JsonElement Charge() => JsonElement.Parse("""
        {
          "customer": "cus_9s6XKzkNRiz8i3",
          "amount": 2500,
          "currency": "eur",
          "livemode": true,
          "description": "Order 6735, two tickets for the late show on Friday, seats 14 and 15",
          "receipt_email": "jenny.rosen@example.com",
          "metadata": { "order": "6735", "channel": "support", "note": "asked by telephone" }
        }
        """);
}
