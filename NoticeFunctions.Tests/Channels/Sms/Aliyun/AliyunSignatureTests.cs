using NoticeFunctions.Channels.Sms.Aliyun;

namespace NoticeFunctions.Tests.Channels.Sms.Aliyun;

public sealed class AliyunSignatureTests
{
    /// <summary>The example with fixed parameters in Aliyun's own description of its signature.</summary>
    [Fact]
    public void The_published_example_comes_out_as_published()
    {
        string query = AliyunSignature.Query([new("RegionId", "cn-shanghai"), new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")]);
        Dictionary<string, string> headers = new()
        {
            ["x-acs-version"] = "2014-05-26",
            ["host"] = "ecs.cn-shanghai.aliyuncs.com",
            ["x-acs-action"] = "RunInstances",
            ["x-acs-signature-nonce"] = "3156853299f313e23d1673dc12e1703d",
            ["x-acs-date"] = "2023-10-26T10:22:32Z",
            ["x-acs-content-sha256"] = AliyunSignature.EmptyBody,
        };

        AliyunSignature.Authorization("YourAccessKeyId", "YourAccessKeySecret", query, headers).Should().Be(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }

    [Fact]
    public void A_query_is_sorted_and_encoded_as_RFC_3986_has_it() =>
        AliyunSignature.Query([new("b", "a b+c*~%"), new("a", "你/"), new("B", "=&")]).Should().Be("B=%3D%26&a=%E4%BD%A0%2F&b=a%20b%2Bc%2A~%25");
}
