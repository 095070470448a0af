# docker build --tag wxclean .
# docker run --rm --interactive wxclean < dump.txt
# docker run --rm --volume "$PWD:/data" --user "$(id -u):$(id -g)" wxclean dumps/ -o cleaned/
FROM python:3.14-slim AS build
COPY . /src
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheels /src

FROM python:3.14-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    python -m pip install --no-cache-dir --root-user-action ignore "$(echo /wheels/*.whl)[parquet,zstd]" \
    && useradd --uid 1000 --create-home wxclean
USER wxclean
WORKDIR /data
ENV PYTHONUTF8=1
ENTRYPOINT ["wxclean"]
