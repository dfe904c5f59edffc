"""S3 by boto3 and its transfer manager, and presigned URLs by curl."""

import io
import os
import subprocess

import botocore.exceptions
import pytest
from boto3.s3.transfer import TransferConfig

MIB = 1024 * 1024


def code(caught):
    return caught.value.response["Error"]["Code"]


def test_a_large_object_goes_in_parts_and_comes_in_ranges(s3, bucket):
    config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB)
    content = bytes(range(256)) * (12 * MIB // 256)
    s3.upload_fileobj(io.BytesIO(content), bucket, "large", Config=config)
    assert s3.head_object(Bucket=bucket, Key="large")["ETag"].endswith('-3"')
    copy = io.BytesIO()
    s3.download_fileobj(bucket, "large", copy, Config=config)
    assert copy.getvalue() == content


def test_an_object_keeps_what_is_said_of_it(s3, bucket):
    s3.put_object(
        Bucket=bucket, Key="a/ü b", Body=b"hello", Metadata={"k": "v"}, ContentType="text/plain",
        ChecksumAlgorithm="SHA256")
    got = s3.get_object(Bucket=bucket, Key="a/ü b", ChecksumMode="ENABLED")
    assert got["Body"].read() == b"hello"
    assert got["Metadata"] == {"k": "v"}
    assert got["ContentType"] == "text/plain"
    assert got["ChecksumSHA256"]
    part = s3.get_object(Bucket=bucket, Key="a/ü b", Range="bytes=1-2")
    assert part["Body"].read() == b"el"
    assert part["ContentRange"] == "bytes 1-2/5"


def test_conditions_are_kept(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"1")["ETag"]
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        s3.put_object(Bucket=bucket, Key="k", Body=b"2", IfNoneMatch="*")
    assert code(caught) == "PreconditionFailed"
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        s3.get_object(Bucket=bucket, Key="k", IfNoneMatch=etag)
    assert code(caught) == "304"
    s3.put_object(Bucket=bucket, Key="k", Body=b"2", IfMatch=etag)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"2"


def test_objects_are_listed_copied_and_deleted(s3, bucket):
    for key in ("a/1", "a/2", "b"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    s3.copy_object(Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "b"})
    page = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [item["Key"] for item in page["Contents"]] == ["b", "c"]
    assert [prefix["Prefix"] for prefix in page["CommonPrefixes"]] == ["a/"]
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, PaginationConfig={"PageSize": 1})
    assert [item["Key"] for page in pages for item in page["Contents"]] == ["a/1", "a/2", "b", "c"]
    deleted = s3.delete_objects(
        Bucket=bucket, Delete={"Objects": [{"Key": "a/1"}, {"Key": "none"}]})["Deleted"]
    assert {item["Key"] for item in deleted} == {"a/1", "none"}


def test_what_is_missing_is_told(s3, bucket, name):
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=bucket, Key="none")
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        s3.head_object(Bucket=bucket, Key="none")
    assert code(caught) == "404"
    with pytest.raises(s3.exceptions.NoSuchBucket):
        s3.list_objects_v2(Bucket=name + "-none")
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        s3.delete_bucket(Bucket=bucket)
    assert code(caught) == "BucketNotEmpty"


def curl(*arguments):
    return subprocess.run(
        ["curl", "--silent", "--show-error", *arguments], check=True, capture_output=True).stdout


def test_presigned_urls_work_for_curl(s3, bucket):
    place = {"Bucket": bucket, "Key": "by curl"}
    put = s3.generate_presigned_url("put_object", Params=place)
    curl("--fail", "--request", "PUT", "--data-binary", "hello", "--header", "Content-Type:", put)
    get = s3.generate_presigned_url("get_object", Params=place)
    assert curl("--fail", get) == b"hello"


def test_signatures_of_version_2_are_refused(bucket):
    url = os.environ["AWS_ENDPOINT_URL"]
    answer = curl(f"{url}/{bucket}/k?AWSAccessKeyId=A&Signature=b&Expires=9999999999")
    assert b"Please use AWS4-HMAC-SHA256." in answer
